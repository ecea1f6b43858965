/**
 * p values adjusted for all of them being tested, after Holm: the i-th smallest of m times m − i + 1, never below the one
 * before it, at most 1. A test is significant when its adjusted p is at most the level.
 *
 * @returns in the order of `ps`
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const adjusted = [...ps];
  let largest = 0;
  for (const [rank, i] of order.entries()) {
    largest = Math.min(1, Math.max(largest, (ps[i] ?? 1) * (ps.length - rank)));
    adjusted[i] = largest;
  }
  return adjusted;
}
