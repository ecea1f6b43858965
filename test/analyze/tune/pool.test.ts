import { describe, expect, it } from 'vitest';
import { boundOf, stateOf } from '../../../src/analyze/tune/judge-probe.ts';
import { poolProbes } from '../../../src/analyze/tune/pool.ts';
import type { TuningProbe } from '../../../src/core/tuning.ts';

/** A probe of 1000 items in which so many broke a limit of 5 %. */
function aProbe(value: number, events: number, perSecond = value): TuningProbe {
  const bounds = [boundOf('call p95 < 4s', events, 1_000, 0.05)];
  return {
    value,
    purpose: 'bisect',
    seed: 1,
    items: 1_000,
    throughput_per_s: perSecond,
    throughput_se_per_s: 0,
    rate_limited: 0,
    bounds,
    state: stateOf(bounds),
  };
}

const states = (...probes: TuningProbe[]) => poolProbes(probes).map(({ state }) => state);

describe('poolProbes', () => {
  it('adds what probes at one value counted, and sorts by value', () => {
    const points = poolProbes([aProbe(9, 0), aProbe(8, 0, 6), aProbe(8, 80, 8)]);
    expect(points.map(({ value, items }) => [value, items])).toEqual([
      [8, 2_000],
      [9, 1_000],
    ]);
    expect(points[0]?.throughput_per_s).toBe(7);
    expect(points[0]?.bounds[0]).toMatchObject({ of: 3_000 / 1.5 });
  });

  it('lets a lucky value between bad ones not stand alone', () => {
    expect(aProbe(10, 30).state).toBe('feasible');
    expect(states(aProbe(8, 10), aProbe(9, 90), aProbe(10, 30))).toEqual([
      'feasible',
      'undecided',
      'undecided',
    ]);
  });

  it('takes an empty list', () => {
    expect(poolProbes([])).toEqual([]);
  });
});
