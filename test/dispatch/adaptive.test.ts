import { describe, expect, it } from 'vitest';
import { aimd } from '../../src/dispatch/strategies/aimd.ts';
import { OK } from '../helpers/fake-client.ts';
import { BUSY, startsOf } from '../helpers/starts-of.ts';
import { runVirtually } from '../helpers/strategy-run.ts';

const few = { initial: 2, min: 1, max: 3, ratio: 0.5 };

describe('what all adaptive laws share', () => {
  it('tells its limit at each change', async () => {
    const strategy = aimd.create({ ...few, cut: 'each', windowed: false });
    const { metrics } = await runVirtually({ strategy, work: 8 });
    expect(metrics.limit_trace).toEqual({ unit: 'in_flight', t_ms: [0, 100], limit: [2, 3] });
  });

  it('counts 4 drops of one instant as one with cut once-per-rtt: 2 of 4 are left', async () => {
    const rule = { initial: 4, min: 1, max: 4, ratio: 0.5, windowed: false } as const;
    const strategy = aimd.create({ ...rule, cut: 'once-per-rtt' });
    const starts = await startsOf(strategy, 8, (item) => (item < 4 ? BUSY : OK));
    expect(starts.slice(0, 2)).toEqual([
      [0, 4],
      [100, 2],
    ]);
  });

  it('with windows changes nothing before 10 samples and 1 s', async () => {
    const strategy = aimd.create({ ...few, cut: 'each', windowed: true });
    const starts = await startsOf(strategy, 40);
    expect(starts.slice(0, 10).every(([, count]) => count === 2)).toBe(true);
    expect(starts[10]).toEqual([1_000, 3]);
  });
});
