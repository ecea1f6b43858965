import { beforeAll, describe, expect, it } from 'vitest';
import { comparePaired } from '../../../src/analyze/paired/compare-paired.ts';
import { POCOCK } from '../../../src/analyze/paired/looks.ts';
import type { PairedComparison } from '../../../src/core/comparison.ts';
import { createRng } from '../../../src/core/rng.ts';

const EXPERIMENTS = 2_000;
const MOST_ROUNDS = 12;

/**
 * Log times of A and B under the noise of a shared machine: a drift of 6 % that decays as AR(1) with 0.9 from one round to
 * the next, and 4 % of each round's own. Rounds come as ABBA or BAAB.
 */
function experiment(number: number, change: number): { a: number[]; b: number[] } {
  const rng = createRng(20_260_101);
  let draws = 0;
  const normal = () => {
    const u = 1 - rng.uniform('radius', number, draws);
    const v = rng.uniform('angle', number, draws++);
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  };
  let drift = 0.06 * normal();
  const next = () => {
    drift = 0.9 * drift + 0.06 * Math.sqrt(1 - 0.9 ** 2) * normal();
    return drift + 0.04 * normal();
  };
  const a: number[] = [];
  const b: number[] = [];
  let first = rng.uniform('coin', number, 0) < 0.5;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // The second round of a block turns the first one round; each block has a coin of its own.
    first = round % 2 === 0 ? rng.uniform('coin', number, round) < 0.5 : !first;
    const [one, other] = [next(), next()];
    a.push(Math.exp(first ? one : other));
    b.push(Math.exp((first ? other : one) + Math.log1p(change)));
  }
  return { a, b };
}

function afterRounds(n: number, change: number): PairedComparison[] {
  return Array.from({ length: EXPERIMENTS }, (_, number) => {
    const { a, b } = experiment(number, change);
    return comparePaired(a.slice(0, n), b.slice(0, n));
  });
}

/** Looks at 5, 8 and 12 rounds, as `--rounds auto` does. */
function withLooks(change: number): { rounds: number; verdict: string }[] {
  return Array.from({ length: EXPERIMENTS }, (_, number) => {
    const { a, b } = experiment(number, change);
    const looks = POCOCK.looks.map((n) =>
      comparePaired(a.slice(0, n), b.slice(0, n), { alpha: POCOCK.alpha }),
    );
    const { rounds, verdict } = looks.find((look) => look.verdict !== 'inconclusive') ?? {
      rounds: MOST_ROUNDS,
      verdict: 'inconclusive',
    };
    return { rounds, verdict };
  });
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.filter(holds).length / all.length;
}

describe('2,000 experiments under drifting noise', () => {
  let same: PairedComparison[];
  beforeAll(() => {
    same = afterRounds(7, 0);
  });

  it('calls an unchanged version regressed in at most 3 %, and improved in no more', () => {
    expect(share(same, ({ verdict }) => verdict === 'regressed')).toBeLessThanOrEqual(0.03);
    expect(share(same, ({ verdict }) => verdict === 'improved')).toBeLessThanOrEqual(0.03);
  });

  it('excludes no change on the worse side in about the nominal 5 % of them', () => {
    const excluded = share(same, ({ estimate }) => (estimate?.low ?? 0) > 1);
    expect(excluded).toBeGreaterThan(0.03);
    expect(excluded).toBeLessThanOrEqual(0.06);
  });

  it('calls 10 % more regressed in at least 92 % with 7 rounds', () => {
    const slower = afterRounds(7, 0.1);
    expect(share(slower, ({ verdict }) => verdict === 'regressed')).toBeGreaterThanOrEqual(0.92);
  });

  it('needs at most 6.6 rounds on average to call 10 % more when it looks at 5, 8 and 12', () => {
    const slower = withLooks(0.1);
    const rounds = slower.reduce((total, one) => total + one.rounds, 0) / EXPERIMENTS;
    expect(rounds).toBeLessThanOrEqual(6.6);
    expect(rounds).toBeGreaterThan(5);
    expect(share(slower, ({ verdict }) => verdict === 'regressed')).toBeGreaterThanOrEqual(0.97);
  });

  it('calls an unchanged version regressed in at most 3 % when it looks three times', () => {
    const looked = withLooks(0);
    expect(share(looked, ({ verdict }) => verdict === 'regressed')).toBeLessThanOrEqual(0.03);
  });
});
