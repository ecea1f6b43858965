import type {
  ComparedMetric,
  Comparison,
  ExactDifference,
  PairedEstimate,
} from '../core/comparison.ts';
import {
  countOf,
  formatChange,
  formatCount,
  formatDuration,
  formatPerSecond,
  formatShare,
  MISSING,
} from './format.ts';
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
  const { strategy, metric: name, unit, verdict, role, reason } = metric;
  const estimate = metric.estimate && asChanges(metric.estimate, metric.better);
  const merged = role === 'informational' ? metric.merged_effect : undefined;
  const change = (value: number) => formatChange(value) + (unit === 'share' ? 'p' : '');
  const effect = merged === undefined ? estimate?.effect : merged - 1;
  return {
    strategy,
    metric: name,
    a: medianText(metric.a, unit),
    b: medianText(metric.b, unit),
    change: effect === undefined ? meanChange(metric) : change(effect),
    interval: estimate ? `${change(estimate.low)} … ${change(estimate.high)}` : MISSING,
    smallest: estimate ? change(estimate.mde).replace('+', '') : MISSING,
    verdict,
    note: [
      reason ?? (role === 'gated' ? undefined : role),
      metric.suspicious ? SUSPICIOUS : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(', '),
  };
}

/** Changes of the figure itself: an estimate above 1 is worse, and less throughput is worse. */
function asChanges(
  { scale, effect, low, high, mde }: PairedEstimate,
  better: ComparedMetric['better'],
): Pick<PairedEstimate, 'effect' | 'low' | 'high' | 'mde'> {
  if (scale === 'difference') return { effect, low, high, mde };
  if (better === 'smaller') return { effect: effect - 1, low: low - 1, high: high - 1, mde };
  return { effect: 1 / effect - 1, low: 1 / high - 1, high: 1 / low - 1, mde };
}

const SUSPICIOUS = 'suspiciously better: check';

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
  if (unit === 'tokens') return formatCount(median);
  return unit === 'share' ? formatShare(median) : formatPerSecond(median);
}

/** `7 pairs of rounds, real clock, interleaved by seed 42`. The seed fixes whose turn is first. */
export function designText({ metrics, clock, design, a }: Comparison): string {
  const pairs = countOf(Math.max(0, ...metrics.map(({ rounds }) => rounds)), 'pair');
  const turns = design === 'interleaved' ? `interleaved by seed ${a.seeds[0]}` : design;
  return `${pairs} of rounds, ${clock === 'virtual' ? 'virtual time' : `real clock, ${turns}`}`;
}

/** `90 % interval`: two one-sided tests of `alpha` each. */
export function intervalName({ alpha }: Pick<Comparison, 'alpha'>): string {
  return `${Number((100 * (1 - 2 * alpha)).toPrecision(3))} % interval`;
}

/** `attempts 132 → 141`. */
export function exactText({ figure, a, b, expected }: ExactDifference): string {
  return `${figure} ${a ?? 'none'} → ${b ?? 'none'}${expected ? ' (expected)' : ''}`;
}
