import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { headerDriven } from '../../../src/dispatch/strategies/header-driven.ts';
import { OK } from '../../helpers/fake-client.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

const options = { safety: 1, initial: 1, minRemaining: 0, size: 100, retries: 'fifo' } as const;

function told(limit: number, remaining: number): Outcome {
  return {
    kind: 'ok',
    rateLimit: {
      'anthropic-ratelimit-requests-limit': String(limit),
      'anthropic-ratelimit-requests-remaining': String(remaining),
    },
  };
}

async function starts(
  more: Partial<Parameters<typeof headerDriven.create>[0]>,
  outcome: (item: number, attempt: number) => Outcome,
  work = 6,
) {
  const { client } = await runVirtually({
    strategy: headerDriven.create({ ...options, ...more }),
    work,
    retry: { maxRetries: 1, base: 0 },
    outcome,
  });
  return client.requests.map(({ at }) => at);
}

describe('header-driven', () => {
  it('waits for the first reply, spends the 2 that remain, then starts one a second', async () => {
    // Later replies agree with what the client counts: nothing remains.
    const at = await starts({}, (item) => told(60, item === 0 ? 2 : 60));
    expect(at).toEqual([0, 100, 100, 1_100, 2_100, 3_100]);
  });

  it('uses half of the rate with a safety of 0.5', async () => {
    const at = await starts({ safety: 0.5 }, (item) => told(60, item === 0 ? 1 : 60));
    expect(at).toEqual([0, 100, 2_100, 4_100, 6_100, 8_100]);
  });

  it('leaves minRemaining of every limit', async () => {
    const at = await starts({ minRemaining: 1 }, (item) => told(60, item === 0 ? 2 : 60));
    expect(at.slice(0, 3)).toEqual([0, 100, 1_100]);
  });

  it('believes a reply that says that less remains: somebody else spends, too', async () => {
    // The reply at 200 ms tells of 100 ms: 1 remained; 2 more started since, 0.1 flowed in.
    const at = await starts({}, (item) => told(60, item === 0 ? 3 : item === 1 ? 1 : 60));
    expect(at).toEqual([0, 100, 100, 100, 2_100, 3_100]);
  });

  it('starts nothing before the Retry-After and up to a second are over', async () => {
    const refused: Outcome = { kind: 'rate-limited', message: 'no', retryAfter: 5_000 };
    const at = await starts(
      {},
      (item, attempt) => (item === 1 && attempt === 0 ? refused : told(60, 60)),
      3,
    );
    expect(at.slice(0, 3)).toEqual([0, 100, 100]);
    expect(at[3]).toBeGreaterThan(5_200);
    expect(at[3]).toBeLessThanOrEqual(6_200);
  });

  it.each([
    ['at once', {}, [0, 100, 100, 100]],
    ['at fallbackRpm', { fallbackRpm: 60 }, [0, 100, 1_100, 2_100]],
  ])('without headers goes on %s', async (_, more, expected) => {
    expect(await starts(more, () => OK, 4)).toEqual(expected);
  });

  it('starts `initial` attempts before the first reply', async () => {
    expect((await starts({ initial: 3 }, () => told(60, 60))).slice(0, 4)).toEqual([0, 0, 0, 100]);
    expect(headerDriven.width(options)).toBe(100);
  });
});
