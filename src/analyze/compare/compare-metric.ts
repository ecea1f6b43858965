import type { ComparedMetric, MetricRole, PairedComparison } from '../../core/comparison.ts';
import { isLowN, LEAST_BEYOND } from '../low-n.ts';
import { comparePaired } from '../paired/compare-paired.ts';
import { spreadOf } from '../spread.ts';
import type { RoundMetric } from './metrics.ts';

/** Metrics that decide unless somebody says otherwise; all others only inform. Many tests would give many false alarms. */
export const GATED: readonly string[] = ['makespan', 'latency p95', 'errors'];
/** Fewer seeds are no sample. */
const LEAST_SEEDS = 5;
/** Better than that by so much is more often a mistake than a success. */
const SUSPICIOUS = 0.5;

export interface MetricSetting {
  readonly clock: 'real' | 'virtual';
  readonly tolerance: number;
  readonly alpha: number;
  /** Metrics that decide. */
  readonly gated: readonly string[];
  /** Items of a round, in the arm that has fewer. */
  readonly items: number;
}

/** One value a round; null = never answered. */
export type RoundValues = readonly (number | null)[];

/** Holds the rounds of one metric against each other. */
export function compareMetric(
  metric: RoundMetric,
  strategy: string,
  [a, b]: readonly [RoundValues, RoundValues],
  setting: MetricSetting,
): ComparedMetric {
  const { metric: name, unit, better, percentile } = metric;
  const paired = pairedVerdict(metric, [a, b], setting);
  const coarse = percentile !== undefined && isLowN(percentile, setting.items);
  const role: MetricRole = coarse
    ? 'informational'
    : setting.gated.includes(name)
      ? 'gated'
      : 'exploratory';
  const { effect } = paired.estimate ?? {};
  const suspicious =
    paired.verdict === 'improved' && unit !== 'share' && (effect ?? 1) < SUSPICIOUS;
  return {
    ...paired,
    ...(coarse && paired.verdict !== 'invalid' && !equal(a, b) && tooFew(percentile ?? 0, setting)),
    metric: name,
    strategy,
    role,
    unit,
    better,
    a,
    b,
    ...(suspicious && { suspicious }),
  };
}

function tooFew(
  percentile: number,
  { items }: MetricSetting,
): Pick<PairedComparison, 'verdict' | 'reason'> {
  const needed = Math.round((LEAST_BEYOND * 100) / (100 - percentile));
  return { verdict: 'inconclusive', reason: `needs ${needed} items a round, has ${items}` };
}

function pairedVerdict(
  { unit, better }: RoundMetric,
  [a, b]: readonly [RoundValues, RoundValues],
  { clock, tolerance, alpha }: MetricSetting,
): PairedComparison {
  const scale = unit === 'share' ? 'difference' : 'ratio';
  const options = { scale, better, alpha, ...(scale === 'ratio' && { tolerance }) } as const;
  if (clock === 'virtual') {
    const rounds = a.length;
    if (rounds > 0 && equal(a, b)) return { ...identical(a, options), rounds };
    if (rounds > 0 && rounds < LEAST_SEEDS) return { ...byMeans(a, b, options), rounds };
  }
  // Noise decides whether a round has a few failures too many: that many are lost is for the share of errors to say.
  if (clock === 'real' && [a, b].some(isPartlyKnown)) {
    const reason = 'not answered in some rounds';
    return { verdict: 'inconclusive', reason, rounds: Math.min(a.length, b.length) };
  }
  return comparePaired(a.map(number), b.map(number), options);
}

function isPartlyKnown(values: RoundValues): boolean {
  return values.includes(null) && values.some((value) => value !== null);
}

interface Options {
  readonly scale: 'ratio' | 'difference';
  readonly better: 'smaller' | 'larger';
  readonly tolerance?: number;
}

/** Nothing to test: the same in every round. The estimate is kept where there is one. */
function identical(values: RoundValues, options: Options): Omit<PairedComparison, 'rounds'> {
  const { estimate } = comparePaired(values.map(number), values.map(number), options);
  return { verdict: 'unchanged', ...(estimate && { estimate }) };
}

/** Virtual time has no noise, so that a few seeds show what is so for them, and nothing about others. */
function byMeans(
  a: RoundValues,
  b: RoundValues,
  { scale, better, tolerance = 0.01 }: Options,
): Omit<PairedComparison, 'rounds'> {
  const paired = comparePaired(a.map(number), b.map(number), { scale, better, tolerance });
  const { estimate } = paired;
  if (paired.verdict === 'invalid' || paired.reason?.startsWith('never')) return paired;
  const [before, after] = [meanOf(a), meanOf(b)];
  const worse = better === 'larger' ? before / after : after / before;
  const change = scale === 'ratio' ? worse - 1 : after - before;
  const verdict = change > tolerance ? 'regressed' : change < -tolerance ? 'improved' : 'unchanged';
  return {
    verdict,
    reason: `in ${a.length === 1 ? '1 seed' : `${a.length} seeds`}`,
    ...(estimate && { estimate }),
  };
}

const number = (value: number | null) => value ?? Number.POSITIVE_INFINITY;

const equal = (a: RoundValues, b: RoundValues) => a.every((value, i) => value === b[i]);

function meanOf(values: RoundValues): number {
  return spreadOf(values.map(number))?.mean ?? Number.NaN;
}
