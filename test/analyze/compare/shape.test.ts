import { describe, expect, it } from 'vitest';
import { compareShape, shapeNotices } from '../../../src/analyze/compare/shape.ts';
import type { ComparedMetric } from '../../../src/core/comparison.ts';
import type { Round } from '../../../src/core/run-result.ts';
import { aRoundedStrategy } from '../../helpers/a-comparison.ts';
import { aDistribution } from '../../helpers/a-run.ts';

const SETTING = { tolerance: 0.05, alpha: 0.05 };
const MAKESPANS = [100, 102, 98, 101, 99, 103, 97];

/** Seven rounds of 200 items, 1 to 2 s, a bit slower or faster as a whole. */
function rounds(latencyOf: (share: number) => number, answered = 200): readonly Round[] {
  return aRoundedStrategy('pool', { makespans: MAKESPANS }).rounds.map((round, r) => {
    const drift = (MAKESPANS[r] ?? 100) / 100;
    const latencies = Array.from({ length: 200 }, (_, i) => latencyOf((i + 1) / 200) * drift);
    const latency = aDistribution(latencies.slice(0, answered));
    const counts = { ...round.counts, scheduled: 200, completed: answered, failed: 200 - answered };
    return { ...round, counts, distributions: { ...(latency && { latency }) } };
  });
}

const straight = (share: number) => 1_000 + 1_000 * share;
/** Equal but for a hump around p70, where 1.70 s become 1.85 s. */
const humped = (share: number) =>
  straight(share) + 150 * Math.max(0, 1 - Math.abs(share - 0.7) / 0.15);

function shapeOf(a: readonly Round[], b: readonly Round[]) {
  const pairs = a.flatMap((round, r) => {
    const other = b[r];
    return other ? [[round, other] as const] : [];
  });
  return compareShape('pool', pairs, SETTING);
}

const metric = (verdict: ComparedMetric['verdict']) =>
  ({ strategy: 'pool', verdict }) as ComparedMetric;

describe('compareShape', () => {
  it('finds no shift between equal rounds', () => {
    const shape = shapeOf(rounds(straight), rounds(straight));
    expect(shape).toMatchObject({ strategy: 'pool', rounds: 7, distance: 0, p: 1 });
    expect(shape?.deciles.map(({ decile }) => decile)).toEqual([
      10, 20, 30, 40, 50, 60, 70, 80, 90,
    ]);
    for (const { verdict, estimate } of shape?.deciles ?? []) {
      expect({ verdict, effect: estimate.effect }).toEqual({ verdict: 'unchanged', effect: 1 });
    }
  });

  it('tells which part of the range moved, and by how much, with its interval', () => {
    const shape = shapeOf(rounds(straight), rounds(humped));
    const found = shape?.deciles.filter(({ verdict }) => verdict === 'regressed');
    expect(found?.map(({ decile }) => decile)).toEqual([70]);
    for (const { estimate } of found ?? []) {
      expect(estimate.effect).toBeCloseTo(1.85 / 1.7, 2);
      expect(estimate.low).toBeGreaterThan(1.08);
      expect(estimate.high).toBeLessThan(1.1);
    }
    expect(shape?.p).toBe(1 / 64);
  });

  it('counts items that were never answered: a decile among them is not known', () => {
    const shape = shapeOf(rounds(straight), rounds(straight, 150));
    expect(shape?.deciles.map(({ decile }) => decile)).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(shape?.distance).toBeCloseTo(0.25, 2);
  });

  it('needs two rounds, each with a latency', () => {
    const [first] = rounds(straight);
    expect(first && compareShape('pool', [[first, first]], SETTING)).toBeUndefined();
    const [bare] = aRoundedStrategy('pool', { makespans: [1], failed: [200] }).rounds;
    expect(
      bare &&
        first &&
        compareShape(
          'pool',
          [
            [first, bare],
            [first, first],
          ],
          SETTING,
        ),
    ).toBeUndefined();
  });
});

describe('shapeNotices', () => {
  const shapes = [shapeOf(rounds(straight), rounds(humped))].flatMap((shape) => shape ?? []);

  it('names the deciles that moved where no metric did', () => {
    expect(shapeNotices(shapes, [metric('unchanged')])).toEqual([
      {
        code: 'distribution-changed',
        message:
          'distribution changed: latency of pool moved at p70, though no metric of it regressed or improved',
      },
    ]);
  });

  it('is silent where a metric says so already', () => {
    expect(shapeNotices(shapes, [metric('unchanged'), metric('regressed')])).toEqual([]);
  });

  it('is silent on a shift within the tolerance, however clear', () => {
    const later = rounds((share) => straight(share) * 1.02);
    const shape = shapeOf(rounds(straight), later);
    expect(shape?.p).toBe(1 / 64);
    expect(shapeNotices(shape ? [shape] : [], [metric('unchanged')])).toEqual([]);
  });
});
