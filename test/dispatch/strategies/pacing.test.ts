import { describe, expect, it } from 'vitest';
import { pacing } from '../../../src/dispatch/strategies/pacing.ts';
import { OK } from '../../helpers/fake-client.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

describe('pacing', () => {
  it('starts 10 items of 0.1 s at 30 a minute at 0, 2 … 18 s and ends at 18.1 s', async () => {
    const { client, metrics } = await runVirtually({
      strategy: pacing.create({ rpm: 30, size: 100, retries: 'fifo' }),
      work: 10,
    });
    const starts = client.requests.map(({ at }) => at);
    expect(starts).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18].map((s) => s * 1_000));
    expect(metrics.makespan_ms).toBe(18_100);
  });

  it.each([
    // All four ask for a turn at 0; the retry asks at 0.6 s, when item 1 has the turn at 2 s.
    ['fifo', [0, 1, 2, 3, 0]],
    ['front', [0, 1, 0, 2, 3]],
  ] as const)('lets a retry take its turn: %s', async (retries, items) => {
    const { client } = await runVirtually({
      strategy: pacing.create({ rpm: 30, size: 100, retries }),
      work: 4,
      retry: { maxRetries: 1, base: 500 },
      outcome: (item, attempt) =>
        item === 0 && attempt === 0
          ? { kind: 'rate-limited', status: 429, message: 'slow down' }
          : OK,
    });
    expect(client.requests.map(({ item }) => item)).toEqual(items);
    expect(client.requests.map(({ at }) => at)).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
  });

  it('has at most `size` items at once, and does not catch up afterwards', async () => {
    const { client, metrics } = await runVirtually({
      strategy: pacing.create({ rpm: 60, size: 2, retries: 'fifo' }),
      work: 5,
      service: (item) => (item < 2 ? 10_000 : 100),
    });
    expect(client.requests.map(({ at }) => at)).toEqual([0, 1_000, 10_000, 11_000, 12_000]);
    expect(metrics.in_flight.peak).toBe(2);
  });

  it('keeps starts at least 60 s / 7 apart, to the microsecond', async () => {
    const { client } = await runVirtually({
      strategy: pacing.create({ rpm: 7, size: 100, retries: 'fifo' }),
      work: 50,
    });
    const starts = client.requests.map(({ at }) => at);
    const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0));
    expect(gaps).toHaveLength(49);
    for (const gap of gaps) {
      expect(gap).toBeGreaterThan(60_000 / 7 - 1e-6);
      expect(gap).toBeLessThan(60_000 / 7 + 0.002);
    }
  });
});
