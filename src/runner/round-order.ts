import { createRng } from '../core/rng.ts';

/**
 * The order in which arms take their turns in a round. Two rounds make a block: a random permutation, then its reverse
 * (ABBA or BAAB of two arms), so that a drift of the machine meets all of them alike; an odd last round is one more
 * permutation. Arms of one group stay next to each other, because they are compared with each other.
 *
 * @param groups arms by group, in any order
 * @param round from 0
 * @param seed fixes every permutation
 */
export function roundOrder<Arm>(
  groups: readonly (readonly Arm[])[],
  round: number,
  seed: number,
): readonly Arm[] {
  const block = Math.floor(round / 2);
  const order = shuffled(groups, seed, block, 0).flatMap((group, g) =>
    shuffled(group, seed, block, g + 1),
  );
  return round % 2 === 0 ? order : order.reverse();
}

/** Fisher-Yates, with draws that depend on the seed, the block and the list alone. */
function shuffled<T>(list: readonly T[], seed: number, block: number, which: number): T[] {
  const rng = createRng(seed);
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(rng.uniform('round-order', block, which * 1_000 + last) * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
