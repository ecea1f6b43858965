import type { ComparedMetric, Comparison, ExactDifference } from '../core/comparison.ts';
import { formatChange, formatDuration, formatPerSecond, formatShare, MISSING } from './format.ts';
import type { Status } from './status.ts';

/** One metric of a comparison, as text. */
export interface ComparisonRow {
  readonly strategy: string;
  readonly metric: string;
  /** Medians over the rounds. */
  readonly a: string;
  readonly b: string;
  readonly change: string;
  readonly interval: string;
  /** Smallest change that would have been found. */
  readonly smallest: string;
  readonly verdict: Status;
  /** What the verdict's word does not say. */
  readonly note: string;
}

/**
 * The rows that are worth reading: all that decide, those with too few samples to decide, and whatever else was found.
 *
 * @param all every metric that was measured
 */
export function comparisonRows({ metrics }: Comparison, all: boolean): readonly ComparisonRow[] {
  const silent = new Set(['unchanged', 'inconclusive', 'invalid']);
  return metrics
    .filter(({ role, metric, verdict }) => {
      if (all || role === 'gated') return true;
      if (role === 'informational') return metric === 'latency p95' && verdict === 'inconclusive';
      return !silent.has(verdict);
    })
    .map(toRow);
}

function toRow(metric: ComparedMetric): ComparisonRow {
  const { strategy, metric: name, unit, estimate, verdict, merged_effect } = metric;
  const zero = estimate?.scale === 'difference' ? 0 : 1;
  const change = (value: number) =>
    formatChange(value - zero) + (estimate?.scale === 'difference' ? 'p' : '');
  const effect =
    metric.role === 'informational' ? (merged_effect ?? estimate?.effect) : estimate?.effect;
  return {
    strategy,
    metric: name,
    a: medianText(metric.a, unit),
    b: medianText(metric.b, unit),
    change: effect === undefined ? meanChange(metric) : change(effect),
    interval: estimate ? `${change(estimate.low)} … ${change(estimate.high)}` : MISSING,
    smallest: estimate ? change(estimate.mde + zero).replace('+', '') : MISSING,
    verdict,
    note: [metric.reason ?? roleNote(metric), metric.suspicious ? SUSPICIOUS : undefined]
      .filter((part) => part !== undefined)
      .join(', '),
  };
}

const SUSPICIOUS = 'suspiciously better: check';

function roleNote({ role }: ComparedMetric): string | undefined {
  return role === 'gated' ? undefined : role;
}

/** Of one round, which has no spread. */
function meanChange({ a, b, unit }: ComparedMetric): string {
  const [from, to] = [a[0], b[0]];
  if (a.length !== 1 || typeof from !== 'number' || typeof to !== 'number') return MISSING;
  if (unit === 'share') return `${formatChange(to - from)}p`;
  return from > 0 ? formatChange(to / from - 1) : MISSING;
}

function medianText(values: readonly (number | null)[], unit: ComparedMetric['unit']): string {
  const sorted = values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((x, y) => x - y);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (lower === undefined || upper === undefined) return MISSING;
  const median = lower === upper ? lower : (lower + upper) / 2;
  if (unit === 'ms') return formatDuration(median);
  return unit === 'share' ? formatShare(median) : formatPerSecond(median);
}

/** `attempts 132 → 141`. */
export function exactText({ figure, a, b, expected }: ExactDifference): string {
  return `${figure} ${a ?? 'none'} → ${b ?? 'none'}${expected ? ' (expected)' : ''}`;
}
