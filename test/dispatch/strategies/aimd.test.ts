import { describe, expect, it } from 'vitest';
import { aimd } from '../../../src/dispatch/strategies/aimd.ts';
import { BUSY, startsOf } from '../../helpers/starts-of.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

const rule = { initial: 2, min: 1, max: 3, ratio: 0.5, cut: 'each', windowed: false } as const;

describe('aimd', () => {
  it('starts 2, then 3 at once: its limit grew by 1 for each of the 2, to at most 3', async () => {
    expect(await startsOf(aimd.create(rule), 8)).toEqual([
      [0, 2],
      [100, 3],
      [200, 3],
    ]);
  });

  it('after 2 drops at one instant has 1 of 4 at once', async () => {
    const strategy = aimd.create({ ...rule, initial: 4, max: 4 });
    const starts = await startsOf(strategy, 8, (item) => (item < 4 ? BUSY : { kind: 'ok' }));
    expect(starts.slice(0, 2)).toEqual([
      [0, 4],
      [100, 1],
    ]);
  });

  it('frees the slot while an item backs off', async () => {
    const { client } = await runVirtually({
      strategy: aimd.create({ ...rule, initial: 1, max: 1 }),
      work: 2,
      retry: { maxRetries: 1 },
      outcome: (item) => (item === 0 ? BUSY : { kind: 'ok' }),
    });
    expect(client.requests.map(({ item, at }) => [item, at])).toEqual([
      [0, 0],
      [1, 100],
      [0, 1_100],
    ]);
  });

  it('needs connections for its highest limit', () => {
    expect(aimd.width(rule)).toBe(3);
  });
});
