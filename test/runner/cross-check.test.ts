import { describe, expect, it } from 'vitest';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { crossCheck } from '../../src/runner/cross-check.ts';
import { runVirtually } from '../helpers/strategy-run.ts';

describe('crossCheck', () => {
  const run = runVirtually({
    strategy: gather.create({}),
    work: 4,
    outcome: (item) => (item === 3 ? { kind: 'connection', message: 'reset' } : { kind: 'ok' }),
  });

  it('counts the attempts that only the server saw', async () => {
    const { metrics, entries } = await run;
    const truth = { requests: 6, peakInFlight: 4, rows: [] };
    expect(await crossCheck(truth, metrics, entries)).toEqual({
      requests: 6,
      peak_in_flight: 4,
      hidden_attempts: 2,
    });
  });

  it('takes the median of client time minus server time over ok attempts that both know', async () => {
    const { metrics, entries } = await run;
    const answered = { status: 200, outputTokens: 0 };
    const rows = [
      { item: 0, attempt: 0, duration: 99.5, ...answered },
      { item: 1, attempt: 0, duration: 98, ...answered },
      { item: 2, attempt: 0, duration: 97, ...answered },
      { item: 3, attempt: 0, duration: 1, ...answered },
      { item: 7, attempt: 0, duration: 1, ...answered },
    ];
    const checked = await crossCheck({ requests: 4, peakInFlight: 4, rows }, metrics, entries);
    expect(checked).toMatchObject({ hidden_attempts: 0, overhead_p50_ms: 2 });
  });

  it('counts replies whose tokens differ, whatever the sum, and leaves out those without usage', async () => {
    const run = runVirtually({
      strategy: gather.create({}),
      work: 3,
      outcome: (item) => ({
        kind: 'ok',
        ...(item < 2 && { usage: { inputTokens: 1, outputTokens: [13, 7][item] ?? 0 } }),
      }),
    });
    const { metrics, entries } = await run;
    const told = { attempt: 0, duration: 1, status: 200, outputTokens: 10 };
    const check = (items: readonly number[]) =>
      crossCheck(
        { requests: 3, peakInFlight: 3, rows: items.map((item) => ({ item, ...told })) },
        metrics,
        entries,
      );
    expect((await check([0, 1, 2])).tokens_differ).toBe(2);
    expect(await check([2])).not.toHaveProperty('tokens_differ');
  });

  it('leaves out what two requests are called', async () => {
    const { metrics, entries } = await run;
    const row = { item: 0, attempt: 0, duration: 99, status: 200, outputTokens: 0 };
    const rows = [row, { ...row, status: 500 }, { ...row, item: 1, duration: 97 }];
    expect(
      await crossCheck({ requests: 4, peakInFlight: 4, rows }, metrics, entries),
    ).toMatchObject({ overhead_p50_ms: 3, overhead_p99_ms: 3 });
  });

  it('says nothing of differences where no row is of an attempt that the client knows', async () => {
    const { metrics, entries } = await run;
    const rows = [{ item: 7, attempt: 0, duration: 1, status: 200, outputTokens: 0 }];
    expect(await crossCheck({ requests: 4, peakInFlight: 4, rows }, metrics, entries)).toEqual({
      requests: 4,
      peak_in_flight: 4,
      hidden_attempts: 0,
    });
  });
});
