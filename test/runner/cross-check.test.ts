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
    expect(crossCheck(truth, metrics, entries)).toEqual({
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
    const checked = crossCheck({ requests: 4, peakInFlight: 4, rows }, metrics, entries);
    expect(checked).toMatchObject({ hidden_attempts: 0, overhead_p50_ms: 2 });
  });
});
