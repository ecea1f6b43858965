import { describe, expect, it } from 'vitest';
import { tokenBucket } from '../../../src/dispatch/strategies/token-bucket.ts';
import { OK } from '../../helpers/fake-client.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

const starts = async (strategy: Parameters<typeof runVirtually>[0]['strategy'], work: number) => {
  const { client } = await runVirtually({ strategy, work });
  return client.requests.map(({ at }) => at);
};

describe('token-bucket', () => {
  it('starts 3 at once and then one every 2 s at 30 a minute', async () => {
    const strategy = tokenBucket.create({ rpm: 30, burst: 3, size: 100, retries: 'fifo' });
    expect(await starts(strategy, 5)).toEqual([0, 0, 0, 2_000, 4_000]);
  });

  it('with a burst of 50 starts 99 of 50 a minute in its first 60 s', async () => {
    const at = await starts(
      tokenBucket.create({ rpm: 50, burst: 50, size: 100, retries: 'fifo' }),
      120,
    );
    expect(at.filter((ms) => ms < 60_000)).toHaveLength(99);
  });

  it('may begin empty', async () => {
    const strategy = tokenBucket.create({
      rpm: 30,
      burst: 3,
      initial: 0,
      size: 100,
      retries: 'fifo',
    });
    expect(await starts(strategy, 2)).toEqual([2_000, 4_000]);
  });

  it('makes a retry take a token, too', async () => {
    const { client } = await runVirtually({
      strategy: tokenBucket.create({ rpm: 30, burst: 1, size: 100, retries: 'fifo' }),
      work: 2,
      retry: { maxRetries: 1, base: 500 },
      outcome: (item, attempt) =>
        item === 0 && attempt === 0 ? { kind: 'overloaded', message: 'busy' } : OK,
    });
    expect(client.requests).toEqual([
      { item: 0, attempt: 0, at: 0 },
      { item: 1, attempt: 0, at: 2_000 },
      { item: 0, attempt: 1, at: 4_000 },
    ]);
  });

  it('needs a connection for each item at once', () => {
    expect(tokenBucket.width({ rpm: 30, burst: 3, size: 7, retries: 'fifo' })).toBe(7);
  });
});
