/** Seeds in words: `seed 7`, `10 seeds 1–10`, `3 seeds 1, 5, 9`. */
export function nameSeeds(seeds: readonly number[]): string {
  const which = seedRange(seeds);
  return seeds.length > 1 ? `${seeds.length} seeds ${which}` : `seed ${which}`;
}

/** The seeds alone: `7`, `1–10`, `1, 5, 9`. */
export function seedRange(seeds: readonly number[]): string {
  const [first = 0] = seeds;
  const inRow = seeds.every((seed, i) => seed === first + i);
  return inRow && seeds.length > 2 ? `${first}–${seeds.at(-1)}` : seeds.join(', ');
}
