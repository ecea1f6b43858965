import { describe, expect, it } from 'vitest';
import { fitLimits } from '../../../src/analyze/calibrate/fit-limits.ts';
import type { RecordedAttempt } from '../../../src/analyze/calibrate/recorded.ts';

/** Attempts at 4 per second on a bucket of 20 that fills by 120 a minute. */
function refusedRound(message = 'Rate limited'): RecordedAttempt[] {
  let level = 20;
  let admitted = 0;
  return Array.from({ length: 200 }, (_, i) => {
    const sent_us = i * 250_000;
    level = Math.min(20, level + (i === 0 ? 0 : 0.5));
    const ok = level >= 1;
    if (ok) {
      level -= 1;
      admitted++;
    }
    const rest = { attempt: 0, asked_us: sent_us, sent_us, ended_us: sent_us + 1_000, bytes_in: 0 };
    return {
      ...rest,
      outcome: ok ? 'ok' : 'rate-limited',
      ...(!ok && { message }),
      inService: 3,
      isSteady: true,
      admitted,
    } as const;
  });
}

describe('fitLimits', () => {
  it('reads rate and burst off the refusals where no header tells them', () => {
    const { limits, from } = fitLimits([refusedRound()], []) ?? {};
    expect(from).toBe('refusals');
    expect(limits?.rpm).toBeGreaterThan(118);
    expect(limits?.rpm).toBeLessThan(122);
    expect(limits?.burst).toBeGreaterThanOrEqual(19);
    expect(limits?.burst).toBeLessThanOrEqual(21);
  });

  it('takes the rate of a header, and what was left when the request was let in', () => {
    const calm = refusedRound().slice(0, 4);
    const told = {
      dimension: 'requests',
      per_minute: 120,
      limit: 120,
      remaining: 19,
      sent_ms: 0,
    } as const;
    expect(fitLimits([calm], [told])).toEqual({ limits: { rpm: 120, burst: 20 }, from: 'headers' });
  });

  it('takes limits on tokens from headers, and leaves the sum of both out', () => {
    const told = (['input_tokens', 'output_tokens', 'tokens'] as const).map((dimension, i) => ({
      ...{ dimension, per_minute: 1_000 * (i + 1), limit: 1_000, remaining: 900, sent_ms: 0 },
    }));
    expect(fitLimits([[]], told)?.limits).toEqual({ itpm: 1_000, otpm: 2_000 });
  });

  it('tells a limit of concurrency from one of rate by its words', () => {
    const round = refusedRound('Number of concurrent connections has exceeded your rate limit.');
    expect(fitLimits([round], [])?.limits).toEqual({ maxConcurrent: 3 });
  });

  it('finds none where nothing tells one', () => {
    expect(fitLimits([refusedRound().slice(0, 4)], [])).toBeUndefined();
  });
});
