/** A strategy longer than the others by this factor is cut, in bars and on time axes, instead of squeezing them. */
const CUT_FROM = 1.6;

/**
 * The makespan to which bars and axes of a comparison are drawn: the longest that is not far above all but the baseline,
 * which is often the slow one. Milliseconds; 0 without strategies.
 */
export function sharedLength(
  strategies: readonly { readonly name: string; readonly makespan: number }[],
  baseline: string | undefined,
): number {
  const longestOf = (some: typeof strategies) =>
    some.reduce((longest, { makespan }) => Math.max(longest, makespan), 0);
  const others = strategies.filter(({ name }) => name !== baseline);
  const longest = longestOf(others.length > 0 ? others : strategies);
  return longestOf(strategies.filter(({ makespan }) => makespan <= CUT_FROM * longest));
}
