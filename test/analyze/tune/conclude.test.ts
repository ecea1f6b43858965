import { describe, expect, it } from 'vitest';
import { conclude } from '../../../src/analyze/tune/conclude.ts';
import { boundOf, stateOf } from '../../../src/analyze/tune/judge-probe.ts';
import { createRng } from '../../../src/core/rng.ts';
import type { TuningProbe } from '../../../src/core/tuning.ts';

/** 5000 items of which so many were late; at most 5 % may be. */
function aProbe(value: number, perMinute: number, late: number): TuningProbe {
  const bounds = [boundOf('call p95 < 8s', late, 5_000, 0.05)];
  return {
    value,
    purpose: value === 2 ? 'seed' : 'bracket',
    seed: 1,
    items: 5_000,
    throughput_per_s: perMinute / 60,
    throughput_se_per_s: 0,
    call_mean_ms: 2_270,
    rate_limited: 0,
    bounds,
    state: stateOf(bounds),
  };
}

const MANAGED = [
  [2, 52.9],
  [4, 105],
  [8, 211],
  [12, 316],
  [18, 474],
  [27, 712],
  [38, 991],
  [40, 1_000],
  [57, 1_001],
] as const;

const concluded = (probes: readonly TuningProbe[], option = 'size') =>
  conclude({
    probes,
    kind: 'semaphore',
    option,
    limit: { limit_per_s: 1_000 / 60, from: 'limits' },
    rng: createRng(1),
  });

describe('conclude', () => {
  it('picks 38 on a plateau that reaches to 57', () => {
    const { recommendation, tied, largest_feasible, first_failing, lost_below } = concluded(
      MANAGED.map(([value, perMinute]) => aProbe(value, perMinute, 0)),
    );
    expect(recommendation).toMatchObject({ value: 38, interval: { from: 38, to: 38 } });
    expect(recommendation?.code.map(({ code }) => code)).toEqual([
      'pLimit(38)',
      'new PQueue({ concurrency: 38 })',
      'asyncio.Semaphore(38)',
    ]);
    expect(tied).toEqual({ from: 38, to: 57 });
    expect(largest_feasible).toBe(57);
    expect(first_failing).toBeUndefined();
    expect(lost_below?.value).toBe(27);
    expect(lost_below?.share).toBeCloseTo(1 - 712 / 991, 10);
  });

  it('names the first failing value, what it breaks, and how steeply', () => {
    const probes = [
      aProbe(2, 53, 0),
      aProbe(8, 211, 0),
      aProbe(12, 316, 300),
      aProbe(18, 474, 900),
    ];
    const { recommendation, first_failing, boundary, largest_feasible } = concluded(probes);
    expect(recommendation?.value).toBe(8);
    expect(largest_feasible).toBe(8);
    expect(first_failing).toEqual({
      value: 12,
      expr: 'call p95 < 8s',
      share: 0.06,
      allowed: 0.05,
      state: 'infeasible',
    });
    expect(boundary).toBe('smooth');
    expect(concluded([probes[1], probes[3]].flatMap((p) => p ?? [])).boundary).toBe('cliff');
  });

  it('reports sizes that stayed undecided, and takes them for not feasible', () => {
    const { undecided, largest_feasible, first_failing } = concluded([
      aProbe(8, 211, 0),
      aProbe(12, 316, 250),
    ]);
    expect(undecided).toEqual([12]);
    expect(largest_feasible).toBe(8);
    expect(first_failing?.state).toBe('undecided');
  });

  it('tells what Little and the scalability law say of sizes, and of nothing else', () => {
    const probes = MANAGED.map(([value, perMinute]) => aProbe(value, perMinute, 0));
    const { little, usl } = concluded(probes);
    // 1000 a minute, 2.27 s each.
    expect(little?.size).toBeCloseTo(37.83, 2);
    expect(usl?.lambda_per_s).toBeCloseTo(52.9 / 60 / 2, 10);
    expect(concluded(probes, 'rpm')).not.toHaveProperty('little');
  });

  it('recommends nothing when nothing is feasible', () => {
    const nothing = concluded([aProbe(2, 53, 900), aProbe(8, 211, 900)]);
    expect(nothing).not.toHaveProperty('recommendation');
    expect(nothing).not.toHaveProperty('tied');
    expect(nothing.first_failing?.value).toBe(8);
  });

  it('widens the interval where a neighbour could have been the pick', () => {
    // 38 is a hair within 3 % of 40: with a noisy throughput, either may be the pick.
    const noisy = [aProbe(38, 970.5, 0), aProbe(40, 1_000, 0)].map((probe) => ({
      ...probe,
      throughput_se_per_s: 0.3,
    }));
    expect(concluded(noisy).recommendation?.interval).toEqual({ from: 38, to: 40 });
  });
});
