import { describe, expect, it } from 'vitest';
import { RunHistoryKeeper } from '../../src/cli/run-history.ts';
import type { StrategyProgress } from '../../src/render/terminal/progress.ts';

function running(progress: Partial<StrategyProgress>): StrategyProgress {
  const { name = 'pool', done = 0, inFlight = 0, rateLimited = 0 } = progress;
  const rest = { state: 'running', waiting: 0, failed: 0, elapsed: 0, perSecond: 0 } as const;
  return { name, done, inFlight, rateLimited, ...rest };
}

describe('RunHistoryKeeper', () => {
  it('turns counts into rates, a point for each part of time', () => {
    const keeper = new RunHistoryKeeper(500);
    keeper.add(running({}), 1_000);
    keeper.add(running({ done: 2 }), 1_250);
    keeper.add(running({ done: 5, inFlight: 4, rateLimited: 2 }), 1_500);
    expect(keeper.add(running({ done: 6, inFlight: 4, rateLimited: 2 }), 2_000)).toEqual({
      strategy: 'pool',
      every: 500,
      points: [
        { perSecond: 10, inFlight: 4, refusedPerSecond: 4 },
        { perSecond: 2, inFlight: 4, refusedPerSecond: 0 },
      ],
    });
  });

  it('begins anew with another strategy, and with another round of the same one', () => {
    const keeper = new RunHistoryKeeper(500);
    keeper.add(running({}), 0);
    keeper.add(running({ done: 5 }), 500);
    expect(keeper.add(running({ name: 'waves' }), 1_000)?.points).toEqual([]);
    keeper.add(running({ name: 'waves', done: 9 }), 1_500);
    expect(keeper.add(running({ name: 'waves', done: 1 }), 2_000)?.points).toEqual([]);
  });

  it('keeps a bounded number of points, each of which then stands for more time', () => {
    const keeper = new RunHistoryKeeper(500);
    for (let i = 0; i <= 240; i++) keeper.add(running({ done: 2 * i, inFlight: i % 2 }), i * 500);
    const history = keeper.add(running({ done: 480 }), 240 * 500);
    expect(history?.every).toBe(1_000);
    expect(history?.points).toHaveLength(120);
    expect(new Set(history?.points.map(({ perSecond }) => perSecond))).toEqual(new Set([4]));
    expect(history?.points[7]?.inFlight).toBe(0.5);
  });

  it('has nothing to say between two strategies', () => {
    expect(new RunHistoryKeeper(500).add(undefined, 0)).toBeUndefined();
  });
});
