import { createRng } from '../../core/rng.ts';

/** Up to here all 2^n patterns are counted; above, some are drawn. */
const MOST_EXACT = 20;
const DRAWS = 100_000;
/** Sums of equal numbers in another order differ by rounding. */
const ROUNDING = 1e-12;

/**
 * One-sided p of the sign-flip test: the share of all patterns of signs whose sum is at least the observed one. Assumes
 * nothing but that without a difference each sign is a coin.
 *
 * @param differences one a round; without any p is 1
 * @param seed of the drawn patterns; more than 20 rounds only
 */
export function signFlipP(differences: readonly number[], seed = 1): number {
  const sizes = differences.map(Math.abs).sort((a, b) => b - a);
  const least = sum(differences) - ROUNDING;
  if (sizes.length > MOST_EXACT) return drawnShare(sizes, least, seed);
  return countPatterns(sizes, least) / 2 ** sizes.length;
}

/** Patterns whose sum is at least `least`. A branch is left as soon as all of its patterns do, or none. */
function countPatterns(sizes: readonly number[], least: number): number {
  const rests = sizes.map((_, i) => sum(sizes.slice(i)));
  const count = (i: number, reached: number): number => {
    const rest = rests[i] ?? 0;
    if (reached - rest >= least) return 2 ** (sizes.length - i);
    if (reached + rest < least) return 0;
    const size = sizes[i] ?? 0;
    return count(i + 1, reached + size) + count(i + 1, reached - size);
  };
  return count(0, 0);
}

/** The observed pattern counts as one of the drawn: a p of 0 would claim too much. */
function drawnShare(sizes: readonly number[], least: number, seed: number): number {
  const rng = createRng(seed);
  let atLeast = 1;
  for (let draw = 0; draw < DRAWS; draw++) {
    const total = sizes.reduce(
      (reached, size, i) =>
        rng.uniform('sign-flip', draw, i) < 0.5 ? reached + size : reached - size,
      0,
    );
    if (total >= least) atLeast++;
  }
  return atLeast / (DRAWS + 1);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
