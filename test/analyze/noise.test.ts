import { describe, expect, it } from 'vitest';
import { toBaseline } from '../../src/analyze/compare/to-baseline.ts';
import { canGate, measureNoise } from '../../src/analyze/noise.ts';
import { surroundingsOf } from '../../src/analyze/surroundings.ts';
import type { StrategyHealth } from '../../src/core/health.ts';
import { renderNoise } from '../../src/render/terminal/noise.ts';
import { anArm } from '../helpers/a-comparison.ts';
import { aDistribution, aRun, aStrategy } from '../helpers/a-run.ts';

/** A scenario held against itself: 14 pairs whose log ratios have this standard deviation. */
function noiseOf(deviation: number, items = 20, draws = 20) {
  // Of 14 values ±c the standard deviation is c · √(14/13).
  const c = deviation * Math.sqrt(13 / 14);
  const ones = Array.from({ length: 14 }, () => 1_000);
  const others = ones.map((value, i) => value * Math.exp(i % 2 === 0 ? c : -c));
  const [a, b] = [anArm({ makespans: ones, items }), anArm({ makespans: others, items })];
  return measureNoise(toBaseline(a), toBaseline(b), 1, draws);
}

describe('measureNoise', () => {
  it.each([
    // The table of the paired rule: s, and the smallest detectable change at 5, 7, 8, 10 and 12 rounds.
    [0.01, [0.0138, 0.0108, 0.0099, 0.0086, 0.0077]],
    [0.05, [0.0711, 0.0553, 0.0506, 0.0439, 0.0393]],
    [0.08, [0.1162, 0.09, 0.0821, 0.0711, 0.0636]],
  ])('tells for a deviation of %f what can be seen', (deviation, detectable) => {
    const [makespan] = noiseOf(deviation);
    expect(makespan).toMatchObject({ strategy: 'pool', metric: 'makespan', pairs: 14 });
    expect(makespan?.deviation).toBeCloseTo(deviation, 9);
    expect(makespan?.mde.map((each) => Number(each.toFixed(4)))).toEqual(detectable);
  });

  it('tells the least rounds for 5 %: with a deviation of 5 % nine, as eight see 5.06 %', () => {
    expect(noiseOf(0.01)[0]?.rounds).toBe(5);
    expect(noiseOf(0.05)[0]?.rounds).toBe(9);
    expect(noiseOf(2)[0]?.rounds).toBeUndefined();
  });

  it('draws few false alarms where there is nothing but noise', () => {
    const noise = noiseOf(0.3, 20, 500);
    for (const { falseAlarms } of noise) {
      expect(Math.max(falseAlarms.regressed, falseAlarms.improved)).toBeLessThan(0.03);
    }
    expect(canGate(noise)).toBe(true);
  });

  it('cannot gate by a scenario that differs from itself: whoever comes second is always slower', () => {
    const ones = Array.from({ length: 14 }, () => 1_000);
    const others = ones.map((value) => value * 1.35);
    const [a, b] = [anArm({ makespans: ones }), anArm({ makespans: others })];
    const noise = measureNoise(toBaseline(a), toBaseline(b), 1, 100);
    expect(noise[0]).toMatchObject({ metric: 'makespan', verdict: 'regressed' });
    expect(canGate(noise)).toBe(false);
  });

  it('judges p95 only with 200 items a round', () => {
    expect(noiseOf(0.01, 200).map(({ metric }) => metric)).toContain('latency p95');
    expect(noiseOf(0.01, 199).map(({ metric }) => metric)).not.toContain('latency p95');
  });
});

describe('renderNoise', () => {
  it('says how many rounds show 5 %', () => {
    const text = renderNoise('versions', noiseOf(0.05));
    expect(text).toContain('✓ this machine can gate this scenario: versions held against itself');
    expect(text).toContain('To see 5 % in every metric: bench compare --rounds 9.');
    expect(text).toContain('against a stored baseline only warns here: s is above 2 %.');
    expect(renderNoise('versions', noiseOf(0.02))).not.toContain('stored baseline');
  });

  it('says that the machine cannot gate what gives false alarms', () => {
    const loud = noiseOf(0.05).map((each) => ({
      ...each,
      falseAlarms: { regressed: 0.07, improved: 0 },
    }));
    expect(renderNoise('versions', loud)).toContain('✕ this machine cannot gate this scenario');
    expect(canGate(loud)).toBe(false);
  });

  it('says how the generator and the mock server fared meanwhile: where noise comes from', () => {
    const generator = {
      ...{ wall_ms: 10_000, cpu_ms: 500, loop_blocked_ms: 40, loop_max_ms: 12 },
      ...{ gc_ms: 100, gc_max_ms: 3, gc_pauses: 4, rss_mib: 90, socket_waits: 0 },
    };
    const mock = {
      ...{ late_p50_ms: 0, late_p99_ms: 1.5, late_max_ms: 9, loop_max_ms: 4, loop_p99_ms: 1 },
    };
    const lag = aDistribution([2, 2, 2]);
    const open = aStrategy({ name: 'pool', ...(lag && { metrics: { lag } }) });
    const watched = (...health: StrategyHealth[]) => aRun([open], { health });
    const surroundings = surroundingsOf([
      watched({ strategy: 'pool', generator: { ...generator, steal_share: 0.03 }, mock }),
      watched({
        strategy: 'pool',
        generator: { ...generator, loop_max_ms: 30, steal_share: 0.01 },
      }),
    ]);
    expect(renderNoise('versions', noiseOf(0.05), { width: 400, surroundings })).toContain(
      "Meanwhile the event loop was blocked for 0.4 % of the time, at most 30 ms; garbage collection took 1 %; other machines of the host took 2 % of the cores (steal); 1 % of items were noticed more than 2.0 ms late; 1 % of the mock's replies left more than 1.5 ms late.",
    );
    // Of the time in which somebody told it, not of all.
    const halfTold = surroundingsOf([
      watched({ strategy: 'pool', generator: { ...generator, steal_share: 0.03 } }),
      watched({ strategy: 'pool', generator }),
    ]);
    expect(halfTold?.steal_share).toBeCloseTo(0.03, 12);
    const elsewhere = surroundingsOf([aRun([], { health: [{ strategy: 'pool', generator }] })]);
    expect(elsewhere).not.toHaveProperty('steal_share');
    expect(surroundingsOf([aRun()])).toBeUndefined();
    expect(renderNoise('versions', noiseOf(0.05))).not.toContain('Meanwhile');
  });
});
