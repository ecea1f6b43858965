import { describe, expect, it } from 'vitest';
import { pairSeeds } from '../../src/analyze/paired-seeds.ts';
import type { StrategyResult } from '../../src/core/run-result.ts';
import { aStrategy } from '../helpers/a-run.ts';

const baseline = aStrategy({ name: 'base', makespans: [6_000, 5_000, 9_000] });

/** Leaves the round with this number one item short. */
function losing(strategy: StrategyResult, lost: number): StrategyResult {
  const rounds = strategy.rounds.map((round) =>
    round.round === lost
      ? { ...round, counts: { ...round.counts, completed: 59, failed: 1 } }
      : round,
  );
  return { ...strategy, rounds };
}

describe('pairSeeds', () => {
  it('averages the differences −4, −2, −6 s to −4 s, deviation 2 s, sooner in 3 of 3', () => {
    expect(pairSeeds(aStrategy({ makespans: [2_000, 3_000, 3_000] }), baseline)).toEqual({
      seeds: 3,
      difference: { mean: -4_000, deviation: 2_000 },
      sooner: 3,
      later: 0,
      identical: false,
    });
  });

  it('counts −1, 0 and +1 s as one sooner, one later and one neither', () => {
    expect(pairSeeds(aStrategy({ makespans: [5_000, 5_000, 10_000] }), baseline)).toMatchObject({
      seeds: 3,
      difference: { mean: 0, deviation: 1_000 },
      sooner: 1,
      later: 1,
    });
  });

  it('pairs by seed, whatever the order of the rounds', () => {
    const { rounds, ...rest } = aStrategy({ makespans: [2_000, 3_000, 3_000] });
    const backwards = { ...rest, rounds: [...rounds].reverse() };
    expect(pairSeeds(backwards, baseline)?.difference).toEqual({ mean: -4_000, deviation: 2_000 });
  });

  it('leaves out seeds in which one of the two lost an item', () => {
    const lossy = losing(aStrategy({ makespans: [2_000, 100, 3_000] }), 1);
    expect(pairSeeds(lossy, baseline)).toMatchObject({
      seeds: 2,
      difference: { mean: -5_000, deviation: Math.SQRT2 * 1_000 },
      sooner: 2,
    });
    expect(pairSeeds(baseline, lossy)).toMatchObject({ seeds: 2, later: 2 });
  });

  it('leaves out the round in which a strategy broke off', () => {
    const broken = aStrategy({ makespans: [2_000, 100], complete: false });
    expect(pairSeeds(broken, baseline)).toMatchObject({ seeds: 1, difference: { mean: -4_000 } });
  });

  it('says when both did the same at the same instants', () => {
    const logged = (name: string) =>
      aStrategy({ name, makespans: [5_000, 6_000], fingerprints: ['f', 'g'] });
    expect(pairSeeds(logged('a'), logged('b'))).toMatchObject({
      identical: true,
      difference: { mean: 0, deviation: 0 },
    });
  });

  it('is absent without a seed in common', () => {
    expect(pairSeeds(aStrategy({ makespans: [] }), baseline)).toBeUndefined();
    expect(pairSeeds(aStrategy({ items: 0 }), aStrategy({ items: 0 }))).toBeUndefined();
  });
});
