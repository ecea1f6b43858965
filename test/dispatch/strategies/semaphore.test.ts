import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { semaphore } from '../../../src/dispatch/strategies/semaphore.ts';
import { OK } from '../../helpers/fake-client.ts';
import { byItem, runVirtually } from '../../helpers/strategy-run.ts';

const refused: Outcome = { kind: 'rate-limited', status: 429, message: 'slow down' };

describe('semaphore', () => {
  it('takes 1.2 s for 20 items of 300 ms in 5 slots', async () => {
    const { metrics } = await runVirtually({
      strategy: semaphore.create({ size: 5, scope: 'item' }),
      work: 20,
      service: () => 300,
    });
    expect(metrics).toMatchObject({ makespan_ms: 1_200, in_flight: { peak: 5, mean: 5 } });
  });

  // One slot, two items of 100 ms; the first attempt of item 0 is refused and waits 1 s.
  it.each([
    ['item', 'holds the slot through the back-off', [0, 1_100, 1_200], 1_300],
    ['attempt', 'frees the slot in the back-off', [0, 1_100, 100], 1_200],
  ] as const)('with scope %s %s', async (scope, _, sends, makespan_ms) => {
    const run = await runVirtually({
      strategy: semaphore.create({ size: 1, scope }),
      work: 2,
      retry: { maxRetries: 1 },
      outcome: (item, attempt) => (item === 0 && attempt === 0 ? refused : OK),
    });
    const sent = byItem(run).flatMap(({ attempts }) => attempts.map(({ sent_us }) => sent_us));
    expect(sent).toEqual(sends.map((ms) => ms * 1_000));
    expect(run.metrics).toMatchObject({ makespan_ms, in_flight: { peak: 1 } });
  });

  it('with scope attempt lets a retry wait behind those who asked before', async () => {
    const run = await runVirtually({
      strategy: semaphore.create({ size: 1, scope: 'attempt' }),
      work: 3,
      service: () => 1_000,
      retry: { maxRetries: 1, base: 0 },
      outcome: (item, attempt) => (item === 0 && attempt === 0 ? refused : OK),
    });
    expect(run.client.requests).toEqual([
      { item: 0, attempt: 0, at: 0 },
      { item: 1, attempt: 0, at: 1_000 },
      { item: 2, attempt: 0, at: 2_000 },
      { item: 0, attempt: 1, at: 3_000 },
    ]);
  });

  it('needs a connection for each slot', () => {
    expect(semaphore.width({ size: 7, scope: 'item' })).toBe(7);
  });
});
