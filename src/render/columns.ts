import type { StrategySummary } from '../analyze/summary.ts';
import {
  formatCount,
  formatDecimal,
  formatDuration,
  formatPerSecond,
  formatShare,
  formatTimes,
  MISSING,
} from './format.ts';
import type { Tone } from './status.ts';

/** One number of a strategy, ready to be shown. */
export interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

/** A column of the table of strategies, the same for terminal and page. */
export interface Column {
  /** What the column belongs to, above its label; empty when it stands alone. */
  readonly group: string;
  readonly label: string;
  cell(row: StrategySummary, baseline: string | undefined): Cell;
}

/** Every column that a table may show; a table picks by key and gives the order. */
export const COLUMNS = {
  makespan: column('', 'makespan', ({ makespan }) => formatDuration(makespan.median)),
  speedup: {
    group: '',
    label: 'speed-up',
    cell: ({ name, speedup }: StrategySummary, baseline: string | undefined) =>
      name === baseline ? muted('baseline') : cellOf(formatTimes(speedup)),
  },
  throughput: column('', 'throughput', ({ throughput }) => formatPerSecond(throughput)),
  answered: {
    group: '',
    label: 'answered',
    cell: ({ answered }: StrategySummary) => ({
      text: formatShare(answered),
      tone: answered === undefined ? 'muted' : answered < 1 ? 'bad' : 'plain',
    }),
  },
  latencyP50: column('latency', 'p50', ({ result }) =>
    formatDuration(result.metrics.latency?.p50_ms),
  ),
  latencyP95: column('latency', 'p95', ({ result }) =>
    formatDuration(result.metrics.latency?.p95_ms),
  ),
  latencyP99: column('latency', 'p99', ({ result }) =>
    formatDuration(result.metrics.latency?.p99_ms),
  ),
  callP50: column('call', 'p50', ({ result }) => formatDuration(result.metrics.call?.p50_ms)),
  callP95: column('call', 'p95', ({ result }) => formatDuration(result.metrics.call?.p95_ms)),
  callP99: column('call', 'p99', ({ result }) => formatDuration(result.metrics.call?.p99_ms)),
  rateLimited: {
    group: '',
    label: '429s',
    cell: ({ rateLimited }: StrategySummary) => ({
      text: formatCount(rateLimited),
      tone: rateLimited > 0 ? 'warn' : 'muted',
    }),
  },
  amplification: column('attempts', 'per item', ({ result }) =>
    formatDecimal(result.metrics.amplification),
  ),
  failed: {
    group: '',
    label: 'failed',
    cell: ({ result: { metrics } }: StrategySummary) => {
      const { scheduled, completed } = metrics.counts;
      const failed = scheduled - completed;
      return failed === 0
        ? muted('0')
        : { text: `${formatCount(failed)} of ${formatCount(scheduled)}`, tone: 'bad' };
    },
  },
  peak: column('in flight', 'peak', ({ result }) => formatCount(result.metrics.in_flight.peak)),
  slotsBusy: column('in flight', 'slots busy', ({ slotsBusy }) => formatShare(slotsBusy)),
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnKey = keyof typeof COLUMNS;

function column(group: string, label: string, text: (row: StrategySummary) => string): Column {
  return { group, label, cell: (row) => cellOf(text(row)) };
}

function cellOf(text: string): Cell {
  return text === MISSING ? muted(text) : { text, tone: 'plain' };
}

function muted(text: string): Cell {
  return { text, tone: 'muted' };
}
