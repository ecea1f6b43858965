import type { OverRounds } from '../analyze/rounds.ts';
import type { Spread } from '../analyze/spread.ts';
import type { StrategySummary } from '../analyze/summary.ts';
import type { Cell } from './cell.ts';
import { cellOf, muted, spreadCell } from './cell.ts';
import { formatCount, formatDuration, formatShare, formatTimes, MISSING } from './format.ts';
import type { SpreadText } from './spread.ts';
import {
  countSpread,
  decimalSpread,
  durationSpread,
  perSecondSpread,
  shareSpread,
} from './spread.ts';

/** A column of the table of strategies, the same for terminal and page. */
export interface Column {
  /** What the column belongs to, above its label; empty when it stands alone. */
  readonly group: string;
  readonly label: string;
  cell(row: StrategySummary, baseline: string | undefined): Cell;
}

/** Every column that a table may show; a table picks by key and gives the order. */
export const COLUMNS = {
  makespan: column('', 'makespan', ({ makespan }) => folded(makespan, durationSpread)),
  speedup: {
    group: '',
    label: 'speed-up',
    cell: ({ name, speedup }: StrategySummary, baseline: string | undefined) =>
      name === baseline ? muted('baseline') : cellOf(formatTimes(speedup)),
  },
  throughput: column('', 'throughput', ({ throughput }) => folded(throughput, perSecondSpread)),
  answered: column('', 'answered', ({ answered }) => ({
    ...folded(answered, shareSpread),
    ...(answered && answered.centre < 1 && { tone: 'bad' }),
  })),
  latencyP50: column('latency', 'p50', ({ result }) =>
    cellOf(formatDuration(result.metrics.latency?.p50_ms)),
  ),
  latencyP95: column('latency', 'p95', ({ latencyP95 }) => folded(latencyP95, durationSpread)),
  latencyP99: column('latency', 'p99', ({ result }) =>
    cellOf(formatDuration(result.metrics.latency?.p99_ms)),
  ),
  callP50: column('call', 'p50', ({ result }) =>
    cellOf(formatDuration(result.metrics.call?.p50_ms)),
  ),
  callP95: column('call', 'p95', ({ result }) =>
    cellOf(formatDuration(result.metrics.call?.p95_ms)),
  ),
  callP99: column('call', 'p99', ({ result }) =>
    cellOf(formatDuration(result.metrics.call?.p99_ms)),
  ),
  rateLimited: column('', '429s', ({ rateLimited }) => ({
    ...folded(rateLimited, countSpread),
    tone: rateLimited.centre > 0 ? 'warn' : 'muted',
  })),
  amplification: column('attempts', 'per item', ({ amplification }) =>
    folded(amplification, decimalSpread),
  ),
  failed: column('', 'failed', ({ result: { metrics } }) => {
    const { scheduled, completed } = metrics.counts;
    const failed = scheduled - completed;
    return failed === 0
      ? muted('0')
      : { text: `${formatCount(failed)} of ${formatCount(scheduled)}`, tone: 'bad' };
  }),
  peak: column('in flight', 'peak', ({ result }) =>
    cellOf(formatCount(result.metrics.in_flight.peak)),
  ),
  slotsBusy: column('in flight', 'slots busy', ({ slotsBusy }) => cellOf(formatShare(slotsBusy))),
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnKey = keyof typeof COLUMNS;

function column(group: string, label: string, cell: Column['cell']): Column {
  return { group, label, cell };
}

/** What is typical of the rounds, with its deviation where seeds give one. */
function folded(value: OverRounds | undefined, write: (spread: Spread) => SpreadText): Cell {
  if (!value) return muted(MISSING);
  const { centre: mean, deviation } = value;
  return spreadCell(write({ mean, ...(deviation !== undefined && { deviation }) }));
}
