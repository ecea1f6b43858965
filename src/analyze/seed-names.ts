/** Seeds in words: `seed 7`, `10 seeds 1–10`, `3 seeds 1, 5, 9`. */
export function nameSeeds(seeds: readonly number[]): string {
  const [first = 0] = seeds;
  const last = seeds.at(-1) ?? first;
  if (seeds.length < 2) return `seed ${first}`;
  const inRow = seeds.every((seed, i) => seed === first + i);
  return `${seeds.length} seeds ${inRow ? `${first}–${last}` : seeds.join(', ')}`;
}
