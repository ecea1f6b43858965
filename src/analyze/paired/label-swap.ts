import { createRng } from '../../core/rng.ts';

/** Up to here all patterns are counted; above, some are drawn. */
const MOST_EXACT = 12;
const DRAWS = 4_096;
/** Sums of equal numbers in another order differ by rounding. */
const ROUNDING = 1e-12;

/** How far two distributions are apart, and how often chance alone would put them so far. */
export interface LabelSwap {
  /** Kolmogorov-Smirnov distance: the largest difference of the two shares at one value, 0 to 1. */
  readonly distance: number;
  /** Place of that difference in the lists that were given. */
  readonly at: number;
  readonly p: number;
}

/**
 * Two-sample Kolmogorov-Smirnov distance with rounds, not requests, as the evidence: requests of one round wait for each
 * other, so that the usual table finds a difference in noise. Without a difference the two arms of a round may be swapped;
 * p is the share of all swaps whose distance is at least the observed one.
 *
 * @param differences of each round: the share of B at or below each of some values, less that of A
 * @param seed of the drawn swaps; more than 12 rounds only
 */
export function labelSwap(differences: readonly (readonly number[])[], seed = 1): LabelSwap {
  const rounds = differences.length;
  const values = differences[0]?.length ?? 0;
  const sums = (isSwapped: (round: number) => boolean) => {
    const total = new Float64Array(values);
    for (const [r, difference] of differences.entries()) {
      const sign = isSwapped(r) ? -1 : 1;
      for (let i = 0; i < values; i++) total[i] = (total[i] ?? 0) + sign * (difference[i] ?? 0);
    }
    return total;
  };
  const observed = farthest(sums(() => false));
  const least = observed.distance - ROUNDING;
  const isFar = (isSwapped: (round: number) => boolean) =>
    farthest(sums(isSwapped)).distance >= least;
  let far = 0;
  // To swap every round changes no distance, so that the first may stay as it is.
  const patterns = 2 ** Math.max(0, rounds - 1);
  const exact = rounds <= MOST_EXACT;
  const rng = createRng(seed);
  for (let k = 0; k < (exact ? patterns : DRAWS); k++) {
    const isSwapped = exact
      ? (r: number) => Math.floor(k / 2 ** (r - 1)) % 2 === 1
      : (r: number) => rng.uniform('label-swap', k, r) < 0.5;
    if (isFar(isSwapped)) far++;
  }
  // The observed pattern counts as one of the drawn: a p of 0 would claim too much.
  const p = exact ? far / patterns : (far + 1) / (DRAWS + 1);
  return { distance: rounds > 0 ? observed.distance / rounds : 0, at: observed.at, p };
}

function farthest(differences: Float64Array): Pick<LabelSwap, 'distance' | 'at'> {
  let [distance, at] = [0, 0];
  for (let i = 0; i < differences.length; i++) {
    const size = Math.abs(differences[i] ?? 0);
    if (size > distance) [distance, at] = [size, i];
  }
  return { distance, at };
}
