import type { PairedComparison, PairedEstimate } from '../../core/comparison.ts';
import { spreadOf } from '../spread.ts';
import { detectable } from './detectable.ts';
import { hodgesLehmann } from './hodges-lehmann.ts';
import { signFlipP } from './sign-flip.ts';
import { tCdf, tQuantile } from './student-t.ts';

export interface PairedOptions {
  /** @default 'smaller' */
  readonly better?: 'smaller' | 'larger';
  /** `ratio` of positive values, or `difference` of shares from 0 to 1. @default 'ratio' */
  readonly scale?: PairedEstimate['scale'];
  /** Change that does not matter. @default 0.05 for ratios, 0.01 (a percentage point) for differences */
  readonly tolerance?: number;
  /** One-sided level of the t test. @default 0.05 */
  readonly alpha?: number;
  /** Fewer pairs are no evidence. @default 5, as the real clock needs */
  readonly leastRounds?: number;
}

/** Change that does not matter unless somebody says otherwise. */
const DEFAULT_TOLERANCE = 0.05;
/** The same for shares: a percentage point. */
const SHARE_TOLERANCE = 0.01;
const DEFAULT_ALPHA = 0.05;
/** The sign-flip test cannot do better than 1/32 with 5 rounds, so its limit does not shrink with the level. */
const SIGN_FLIP_LIMIT = 0.05;
/** With fewer the sign-flip test can never reach its limit. */
const LEAST_ROUNDS = 5;

/**
 * Holds B against A, round by round, and says whether B is worse by more than the tolerance.
 *
 * d = ln(B/A) where smaller is better, ln(A/B) where larger is, B − A for shares; n rounds, mean m, deviation s. The
 * interval is m ± t(1 − α, n − 1)·s/√n. `regressed` needs all of: the interval above 0; the Hodges-Lehmann estimate (of
 * shares: m) above the tolerance; a sign-flip p of at most 0.05. `unchanged` needs the whole interval within the
 * tolerance. Anything else is no evidence.
 *
 * @param perRoundA one value a round, in the order of `perRoundB`; an infinite one was never answered
 */
export function comparePaired(
  perRoundA: readonly number[],
  perRoundB: readonly number[],
  options: PairedOptions = {},
): PairedComparison {
  const rounds = Math.min(perRoundA.length, perRoundB.length);
  const a = perRoundA.slice(0, rounds);
  const b = perRoundB.slice(0, rounds);
  const settled = withoutTest(a, b, options);
  if (settled) return { ...settled, rounds };
  const { leastRounds = LEAST_ROUNDS } = options;
  const differences = a.map((value, r) => difference(value, b[r] ?? value, options));
  const estimate = rounds > 1 ? estimateOf(differences, options) : undefined;
  if (!estimate || rounds < leastRounds) {
    const reason = `needs ${leastRounds} rounds, has ${rounds}`;
    return { verdict: 'inconclusive', reason, rounds, ...(estimate && { estimate }) };
  }
  return { ...decide(estimate, options), rounds, estimate };
}

/** No data, values that cannot be, and what was never answered: nothing that a test could weigh. */
function withoutTest(
  a: readonly number[],
  b: readonly number[],
  { scale = 'ratio' }: PairedOptions,
): Pick<PairedComparison, 'verdict' | 'reason'> | undefined {
  if (a.length === 0) return { verdict: 'invalid', reason: 'no data' };
  const impossible = (value: number) =>
    Number.isNaN(value) || value < 0 || (scale === 'ratio' && value === 0);
  if ([...a, ...b].some(impossible)) return { verdict: 'invalid', reason: 'no data' };
  const isInfinite = (value: number) => value === Number.POSITIVE_INFINITY;
  const [lostA, lostB] = [a.some(isInfinite), b.some(isInfinite)];
  if (lostA && lostB) return { verdict: 'invalid', reason: 'never answered, in both' };
  if (lostB) return { verdict: 'regressed', reason: 'never answered in B' };
  if (lostA) return { verdict: 'improved', reason: 'never answered in A' };
  return undefined;
}

function difference(a: number, b: number, { scale, better }: PairedOptions): number {
  const worse = scale === 'difference' ? b - a : Math.log(b / a);
  return better === 'larger' ? -worse : worse;
}

function estimateOf(
  differences: readonly number[],
  { scale = 'ratio', alpha = DEFAULT_ALPHA }: PairedOptions,
): PairedEstimate {
  const n = differences.length;
  const { mean = 0, deviation = 0 } = spreadOf(differences) ?? {};
  const error = deviation / Math.sqrt(n);
  const reach = tQuantile(1 - alpha, n - 1);
  const shown = scale === 'ratio' ? Math.exp : (value: number) => value;
  const least = detectable(deviation, n, alpha);
  return {
    scale,
    effect: shown(mean),
    low: shown(mean - reach * error),
    high: shown(mean + reach * error),
    hodges_lehmann: shown(hodgesLehmann(differences)),
    deviation,
    p_worse: signFlipP(differences),
    p_better: signFlipP(differences.map((d) => -d)),
    t_p_worse: tTest(mean, error, n),
    mde: scale === 'ratio' ? Math.expm1(least) : least,
  };
}

/** Without any spread a mean of 0 says nothing, and any other everything. */
function tTest(mean: number, error: number, n: number): number {
  if (error === 0) return mean > 0 ? 0 : 1;
  return 1 - tCdf(mean / error, n - 1);
}

function decide(
  estimate: PairedEstimate,
  { tolerance, scale = 'ratio' }: PairedOptions,
): Pick<PairedComparison, 'verdict' | 'reason'> {
  const { effect, hodges_lehmann, p_worse, p_better } = estimate;
  const onLine = scale === 'ratio' ? Math.log : (value: number) => value;
  const low = onLine(estimate.low);
  const high = onLine(estimate.high);
  const limit =
    scale === 'ratio' ? Math.log1p(tolerance ?? DEFAULT_TOLERANCE) : (tolerance ?? SHARE_TOLERANCE);
  const centre = onLine(scale === 'ratio' ? hodges_lehmann : effect);
  const sided = (worse: boolean): Pick<PairedComparison, 'verdict' | 'reason'> => {
    if ((worse ? p_worse : p_better) <= SIGN_FLIP_LIMIT) {
      return { verdict: worse ? 'regressed' : 'improved' };
    }
    return { verdict: 'inconclusive', reason: 'tests disagree' };
  };
  if (low > 0 && centre > limit) return sided(true);
  if (high < 0 && centre < -limit) return sided(false);
  if (low > -limit && high < limit) return { verdict: 'unchanged' };
  return { verdict: 'inconclusive' };
}
