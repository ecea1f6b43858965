import type { OverRounds } from '../analyze/rounds.ts';
import type { Spread } from '../analyze/spread.ts';
import type { StrategySummary } from '../analyze/summary.ts';
import type { Metrics } from '../core/run-result.ts';
import type { Cell } from './cell.ts';
import { cellOf, muted, spreadCell } from './cell.ts';
import { costText } from './cost.ts';
import {
  formatCount,
  formatDuration,
  formatPerSecond,
  formatShare,
  formatTimes,
  MISSING,
} from './format.ts';
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
  makespan: typical('', 'makespan', ({ makespan }) => makespan, durationSpread),
  speedup: column(
    '',
    'speed-up',
    ({ speedup }) => speedup,
    ({ name, speedup }, baseline) =>
      name === baseline ? muted('baseline') : cellOf(formatTimes(speedup)),
  ),
  throughput: typical('', 'throughput', ({ throughput }) => throughput, perSecondSpread),
  goodput: column(
    '',
    'goodput',
    ({ result }) => result.metrics.goodput_per_s,
    ({ result }) => cellOf(formatPerSecond(result.metrics.goodput_per_s)),
  ),
  answered: column(
    '',
    'answered',
    ({ answered }) => answered?.centre,
    ({ answered }) => ({
      ...folded(answered, shareSpread),
      ...(answered && answered.centre < 1 && { tone: 'bad' }),
    }),
  ),
  latencyP50: duration('latency', 'p50', ({ latency }) => latency?.p50_ms),
  latencyP95: typical('latency', 'p95', ({ latencyP95 }) => latencyP95, durationSpread),
  latencyP99: duration('latency', 'p99', ({ latency }) => latency?.p99_ms),
  callP50: duration('call', 'p50', ({ call }) => call?.p50_ms),
  callP95: duration('call', 'p95', ({ call }) => call?.p95_ms),
  callP99: duration('call', 'p99', ({ call }) => call?.p99_ms),
  ttftP95: duration('ttft', 'p95', ({ ttft }) => ttft?.p95_ms),
  rateLimited: column(
    '',
    '429s',
    ({ rateLimited }) => rateLimited.centre,
    ({ rateLimited }) => ({
      ...folded(rateLimited, countSpread),
      tone: rateLimited.centre > 0 ? 'warn' : 'muted',
    }),
  ),
  amplification: typical(
    'attempts',
    'per item',
    ({ amplification }) => amplification,
    decimalSpread,
  ),
  failed: column(
    '',
    'failed',
    ({ result: { metrics } }) => metrics.counts.scheduled - metrics.counts.completed,
    ({ result: { metrics } }) => {
      const { scheduled, completed } = metrics.counts;
      const failed = scheduled - completed;
      return failed === 0
        ? muted('0')
        : { text: `${formatCount(failed)} of ${formatCount(scheduled)}`, tone: 'bad' };
    },
  ),
  peak: column(
    'in flight',
    'peak',
    ({ result }) => result.metrics.in_flight.peak,
    ({ result }) => cellOf(formatCount(result.metrics.in_flight.peak)),
  ),
  slotsBusy: column(
    'in flight',
    'slots busy',
    ({ slotsBusy }) => slotsBusy,
    ({ slotsBusy }) => cellOf(formatShare(slotsBusy)),
  ),
  cost: column(
    '',
    'cost',
    ({ cost }) => cost?.centre,
    ({ cost, result }) => cellOf(costText(cost?.centre, result)),
  ),
  wasted: column(
    '',
    'wasted',
    ({ wastedCost }) => wastedCost?.centre,
    ({ wastedCost, result }) => ({
      ...cellOf(costText(wastedCost?.centre, result)),
      tone: (wastedCost?.centre ?? 0) > 0 ? 'warn' : 'muted',
    }),
  ),
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnKey = keyof typeof COLUMNS;

/** @param value what the column is sorted by; absent numbers go last */
function column(
  group: string,
  label: string,
  value: (row: StrategySummary) => number | undefined,
  cell: Column['cell'],
): Column {
  return {
    group,
    label,
    cell(row, baseline) {
      const sort = value(row);
      return { ...cell(row, baseline), ...(sort !== undefined && { sort }) };
    },
  };
}

function duration(
  group: string,
  label: string,
  value: (metrics: Metrics) => number | undefined,
): Column {
  return column(
    group,
    label,
    ({ result }) => value(result.metrics),
    ({ result }) => cellOf(formatDuration(value(result.metrics))),
  );
}

function typical(
  group: string,
  label: string,
  value: (row: StrategySummary) => OverRounds | undefined,
  write: (spread: Spread) => SpreadText,
): Column {
  return column(
    group,
    label,
    (row) => value(row)?.centre,
    (row) => folded(value(row), write),
  );
}

/** What is typical of the rounds, with its deviation where seeds give one. */
function folded(value: OverRounds | undefined, write: (spread: Spread) => SpreadText): Cell {
  if (!value) return muted(MISSING);
  const { centre: mean, deviation } = value;
  return spreadCell(write({ mean, ...(deviation !== undefined && { deviation }) }));
}
