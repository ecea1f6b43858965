import { expect, it } from 'vitest';
import { gcra } from '../../../src/dispatch/strategies/gcra.ts';
import { tokenBucket } from '../../../src/dispatch/strategies/token-bucket.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

const MICROSECOND = 0.001;

it.each([
  [7, 1],
  [333, 20],
  [1_000, 50],
])(
  'gcra at %d a minute and a burst of %d starts within a microsecond of a token bucket',
  async (rpm, burst) => {
    const rule = { rpm, burst, size: 100, retries: 'fifo' } as const;
    const starts = await Promise.all(
      [tokenBucket.create(rule), gcra.create(rule)].map(async (strategy) => {
        const { client } = await runVirtually({ strategy, work: 300 });
        return client.requests.map(({ at }) => at);
      }),
    );
    const [bucket = [], cells = []] = starts;
    const apart = bucket.map((at, i) => Math.abs(at - (cells[i] ?? Number.NaN)));
    expect(apart).toHaveLength(300);
    expect(Math.max(...apart)).toBeLessThan(1.01 * MICROSECOND);
    // All but the burst wait for their turn, which comes up to a microsecond later each time.
    expect(bucket.at(-1)).toBeCloseTo(((300 - burst) * 60_000) / rpm, 0);
  },
);

it('gcra needs a connection for each item at once', () => {
  expect(gcra.width({ rpm: 333, burst: 20, size: 7, retries: 'fifo' })).toBe(7);
});
