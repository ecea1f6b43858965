import { describe, expect, it } from 'vitest';
import { armOf } from '../../../src/analyze/compare/compare-runs.ts';
import { heldAgainst } from '../../../src/analyze/thresholds/against-baseline.ts';
import { evaluateThresholds } from '../../../src/analyze/thresholds/evaluate.ts';
import type { RunResult } from '../../../src/core/run-result.ts';
import type { Thresholds } from '../../../src/core/threshold.ts';
import { aDistribution, aRun, aStrategy } from '../../helpers/a-run.ts';
import { planOf } from '../../scenario/scenarios.ts';

/** A run whose rounds have these durations of service each, in milliseconds. */
function aRunOf(services: readonly number[], kind: 'real' | 'virtual' = 'real') {
  const strategy = aStrategy({ name: 'one', makespans: services });
  const rounds = strategy.rounds.map((round, i) => {
    const service = aDistribution([services[i] ?? 0]);
    return { ...round, ...(service && { distributions: { service } }) };
  });
  const clock: RunResult['clock'] = { kind };
  return aRun([{ ...strategy, rounds }], { clock });
}

const A = [100, 102, 98, 101, 99, 103, 97];
const SLOWER = [110, 111, 109, 112, 107, 114, 108];

interface Setting {
  readonly kind?: 'real' | 'virtual';
  readonly machine?: string;
  readonly noise?: number;
}

async function verdictOf(
  b: readonly number[],
  a: readonly number[] = A,
  thresholds: Thresholds = { service: 'p50 <= baseline + 5%' },
  kind?: 'real' | 'virtual',
) {
  const { plan } = await planOf({ thresholds });
  const arm = armOf(aRunOf(a, kind), 'a');
  const rows = evaluateThresholds(plan.thresholds ?? [], aRunOf(b, kind), { arm });
  return rows[0]?.verdict;
}

describe('a threshold against an earlier run', () => {
  it.each([
    ['regressed', [110, 111, 109, 112, 107, 114, 108]],
    ['pass', [101, 101, 99, 101, 98, 104, 97]],
    ['inconclusive', [118, 95, 121, 92, 112, 90, 115]],
    ['pass', [90, 92, 89, 91, 88, 93, 87]],
    ['inconclusive', [110, 111, 109]],
  ])('is %s by the paired rule for %j', async (verdict, b) => {
    expect(await verdictOf(b)).toBe(verdict);
  });

  it('pairs rounds of the same seed, whatever their places', async () => {
    const { plan } = await planOf({ thresholds: { service: 'p50 <= baseline + 5%' } });
    const run = aRunOf(A);
    const [strategy] = run.strategies;
    const heldAgainstSeeds = (seedOf: (seed: number) => number) => {
      const rounds = (strategy?.rounds ?? []).map((round) => ({
        ...round,
        seed: seedOf(round.seed),
      }));
      const earlier = aRun([{ ...aStrategy({ name: 'one' }), rounds }]);
      return evaluateThresholds(plan.thresholds ?? [], run, { arm: armOf(earlier, 'a') })[0];
    };
    // Seeds are 42 to 48. Backwards, 103 would stand against 100, and 97 against 98.
    const shifted = heldAgainstSeeds((seed) => seed + 2);
    expect(shifted).toMatchObject({ n: 5 });
    expect(shifted?.limit).toBeCloseTo(1.05 * ((100 + 102 + 98 + 101 + 99) / 5), 9);
    expect(shifted?.actual).toBeCloseTo((98 + 101 + 99 + 103 + 97) / 5, 9);
    expect(heldAgainstSeeds((seed) => seed + 7)).toMatchObject({ verdict: 'no-data', n: 0 });
  });

  it('says that n is low where fewer than 10 values of a round lie beyond the percentile', async () => {
    const { plan } = await planOf({
      thresholds: { service: ['p50 <= baseline + 5%', 'p95 <= baseline + 5%'] },
    });
    const run = aRunOf(A);
    const rows = evaluateThresholds(plan.thresholds ?? [], run, { arm: armOf(run, 'a') });
    // Rounds of 60 items: 30 lie beyond p50, 3 beyond p95.
    expect(rows.map(({ low_n }) => low_n)).toEqual([false, true]);
  });

  it('takes what was never answered in either for no data, in virtual time, too', async () => {
    const { plan } = await planOf({ thresholds: { latency: 'p95 <= baseline' } });
    const lost = aRun([
      { ...aStrategy({ name: 'one' }), rounds: aRunOf([1_000]).strategies[0]?.rounds ?? [] },
    ]);
    const rounds = lost.strategies[0]?.rounds.map((round) => ({
      ...round,
      counts: { ...round.counts, completed: 0, failed: 60 },
    }));
    const run = aRun([{ ...aStrategy({ name: 'one' }), rounds: rounds ?? [] }], {
      clock: { kind: 'virtual' },
    });
    const [row] = evaluateThresholds(plan.thresholds ?? [], run, { arm: armOf(run, 'a') });
    expect(row).toMatchObject({ verdict: 'no-data', message: 'never answered, in both' });
  });

  it('has no data without rounds of both, or for what is not kept by round', async () => {
    expect(await verdictOf(A, [])).toBe('no-data');
    expect(await verdictOf(A, A, { ttfb: 'p95 <= baseline' })).toBe('no-data');
    const skip = { expr: 'p95 <= baseline', onNoData: 'skip' } as const;
    expect(await verdictOf(A, A, { ttfb: skip })).toBe('skipped');
  });

  it.each([
    ['another machine', { machine: 'other' }, 'warn', /another machine/],
    ['another occasion, of unknown noise', {}, 'warn', /another occasion/],
    ['another occasion, on a noisy machine', { noise: 0.03 }, 'warn', /above 2 %/],
    ['another occasion, on a quiet machine', { noise: 0.01 }, 'error', /^undefined$/],
    ['virtual time', { kind: 'virtual', machine: 'other' }, 'error', /^undefined$/],
  ] as const)('of %s decides, or only warns', async (_, setting, severity, message) => {
    const { kind, machine, noise }: Setting = setting;
    const { plan } = await planOf({ thresholds: { service: 'p50 <= baseline + 5%' } });
    const [earlier, run] = [aRunOf(A, kind), aRunOf(SLOWER, kind)];
    const arm = armOf(earlier, 'a');
    const measured = {
      ...arm.measured,
      ...(machine && { machine: { ...arm.measured.machine, cpu: machine } }),
      ...(noise !== undefined && { noise: { makespan: noise } }),
    };
    const held = heldAgainst({ ...arm, measured }, run);
    const [row] = evaluateThresholds(plan.thresholds ?? [], run, held);
    expect(row).toMatchObject({ verdict: 'regressed', severity });
    expect(String(row?.message)).toMatch(message);
  });

  it('has no margin to a time of 0, which is as good as 0', async () => {
    const { plan } = await planOf({ thresholds: { queue: 'p50 <= baseline + 5%' } });
    const queue = aDistribution([0, 0, 0]);
    const [strategy = aStrategy()] = aRunOf([1_000]).strategies;
    const rounds = strategy.rounds.map((round) => ({
      ...round,
      distributions: { ...(queue && { queue }) },
    }));
    const run = aRun([{ ...strategy, rounds }], { clock: { kind: 'virtual' } });
    const [row] = evaluateThresholds(plan.thresholds ?? [], run, { arm: armOf(run, 'a') });
    expect(row).toMatchObject({ verdict: 'pass', actual: 0, limit: 0 });
    expect(row).not.toHaveProperty('margin');
  });

  it('needs one round in virtual time, where there is no noise', async () => {
    const service = { service: 'p50 <= baseline + 5%' } as const;
    expect(await verdictOf([104], [100], service, 'virtual')).toBe('pass');
    expect(await verdictOf([106], [100], service, 'virtual')).toBe('regressed');
    expect(await verdictOf([100], [100], { service: 'p50 <= baseline' }, 'virtual')).toBe('pass');
  });
});
