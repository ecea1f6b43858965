import { expect, it } from 'vitest';
import type { GeneratorHealth } from '../../src/core/health.ts';
import { mergeGenerators, mergeHealth } from '../../src/measure/merge-health.ts';

const generator: GeneratorHealth = {
  ...{ wall_ms: 1_000, cpu_ms: 100, loop_blocked_ms: 10, loop_max_ms: 12, rss_mib: 90 },
  ...{ gc_ms: 5, gc_max_ms: 3, gc_pauses: 2, socket_waits: 0 },
};

it('adds up times and keeps the worst of the rest, over rounds', () => {
  const later = { ...generator, wall_ms: 3_000, loop_max_ms: 30, rss_mib: 80, socket_waits: 4 };
  const merged = mergeHealth([
    { strategy: 'a', generator },
    { strategy: 'a', generator: later, lost_workers: 1 },
  ]);
  expect(merged).toEqual({
    strategy: 'a',
    generator: {
      ...{ wall_ms: 4_000, cpu_ms: 200, loop_blocked_ms: 20, loop_max_ms: 30, rss_mib: 90 },
      ...{ gc_ms: 10, gc_max_ms: 3, gc_pauses: 4, socket_waits: 4 },
    },
    lost_workers: 1,
  });
});

it('weighs stolen time by how long was watched, where it is told', () => {
  const shares = [
    { ...generator, steal_share: 0.08 },
    { ...generator, wall_ms: 3_000, steal_share: 0.04 },
    generator,
  ];
  expect(mergeGenerators(shares)?.steal_share).toBeCloseTo(0.05, 12);
});
