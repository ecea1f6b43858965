import { describe, expect, it } from 'vitest';
import { pickPoint } from '../../../src/analyze/tune/pick.ts';
import { poolProbes } from '../../../src/analyze/tune/pool.ts';
import type { Prober } from '../../../src/analyze/tune/search.ts';
import { searchBest } from '../../../src/analyze/tune/search.ts';
import type { TuningConstraint } from '../../../src/core/tuning.ts';
import { proberOf, REFERENCE_SERVERS } from '../../helpers/tuning.ts';

const LATE: TuningConstraint = {
  expr: 'call p95 < 4s',
  metric: 'call',
  allowed: 0.05,
  limit_ms: 4_000,
};

/** A server without chance: throughput and share of late items by size. */
function exact(perSecond: (n: number) => number, late: (n: number) => number): Prober {
  return async ({ value, items }) => ({
    items,
    failed: 0,
    late: [Math.round(late(value) * items)],
    attempts: items,
    rateLimited: 0,
    perSecond: perSecond(value),
    perSecondError: 0,
    call: { p50: 1_000, p95: 2_000, mean: 1_000 },
  });
}

async function search(
  probe: Prober,
  changes: { from?: number; to?: number; enough?: number } = {},
) {
  const { from = 1, to = 256, enough = 99 } = changes;
  let made = 0;
  const probes = await searchBest({
    probe,
    constraints: [LATE],
    from,
    to,
    firstGuess: () => 8,
    seed: 1,
    items: 5_000,
    enough: () => made >= enough,
    onProbe: () => made++,
  });
  const pick = pickPoint(poolProbes(probes.filter(({ purpose }) => purpose !== 'seed')));
  return { pick: pick?.value, values: probes.map(({ value }) => value), probes };
}

describe('searchBest', () => {
  it('grows, bisects to the last good size, and checks it with fresh seeds', async () => {
    const { pick, values, probes } = await search(
      exact(
        (n) => n,
        (n) => (n > 38 ? 0.2 : 0),
      ),
    );
    expect(values).toEqual([2, 8, 12, 18, 27, 41, 34, 37, 39, 38, 37, 38]);
    expect(pick).toBe(37);
    expect(new Set(probes.slice(0, 10).map(({ seed }) => seed)).size).toBe(1);
    expect(new Set(probes.slice(9).map(({ seed }) => seed)).size).toBe(3);
  });

  it('stops to grow where more brings nothing, and takes the smallest within 3 %', async () => {
    const { pick, values } = await search(
      exact(
        (n) => Math.min(n, 17),
        () => 0,
      ),
    );
    expect(values).toEqual([2, 8, 12, 18, 27, 18, 27]);
    expect(pick).toBe(18);
  });

  it('shrinks from a first guess that is too large', async () => {
    const { pick, values } = await search(
      exact(
        (n) => n,
        (n) => (n > 3 ? 0.2 : 0),
      ),
    );
    expect(values).toEqual([2, 8, 5, 3, 4, 3, 4]);
    expect(pick).toBe(3);
  });

  it('picks nothing where no size keeps to the constraints', async () => {
    const { pick, values } = await search(
      exact(
        (n) => n,
        () => 0.2,
      ),
    );
    expect(values).toEqual([2, 8, 5, 3, 2, 1]);
    expect(pick).toBeUndefined();
  });

  it('stays within its ends and its budget', async () => {
    const wide = exact(
      (n) => n,
      () => 0,
    );
    expect((await search(wide, { from: 5, to: 9 })).values).toEqual([5, 8, 9, 9]);
    expect((await search(wide, { from: 7, to: 7 })).values).toEqual([7, 7, 7]);
    expect((await search(wide, { enough: 3 })).values).toHaveLength(3);
    expect((await search(wide, { to: 100_000 })).values.length).toBeLessThanOrEqual(12);
  });

  it('ends at once where nothing is ever answered', async () => {
    const { pick, values } = await search(
      exact(
        () => 0,
        () => 1,
      ),
    );
    expect(values).toEqual([2]);
    expect(pick).toBeUndefined();
  });
});

describe.each(['M', 'S', 'R'] as const)('a search on reference server %s', (name) => {
  const server = REFERENCE_SERVERS[name];
  const { constraints, firstGuess, picks } = server;

  it('picks a size of its plateau with at most 12 probes', { timeout: 60_000 }, async () => {
    const probes = await searchBest({
      probe: proberOf(server),
      constraints,
      from: 1,
      to: 256,
      firstGuess,
      seed: 1,
      items: 5_000,
      enough: () => false,
    });
    const pick = pickPoint(poolProbes(probes.filter(({ purpose }) => purpose !== 'seed')));
    expect(probes.length).toBeLessThanOrEqual(12);
    expect(pick?.value).toBeGreaterThanOrEqual(picks[0]);
    expect(pick?.value).toBeLessThanOrEqual(picks[1]);
  });
});
