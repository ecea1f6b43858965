import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../src/core/ledger.ts';
import { batches, constant, defineScenario, mock, openai } from '../../../src/index.ts';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import { runVirtually } from '../../helpers/figures/run-virtually.ts';

type Server = NonNullable<Parameters<typeof mock>[0]>;

/** Runs items through batches of a mock that waits 60 s and then does 10 a second. */
async function run(
  count: number,
  options: Parameters<typeof batches>[0],
  server: Server['batches'] = {},
  retry: { maxRetries: number } = { maxRetries: 0 },
) {
  const rows: LedgerEntry[] = [];
  const record = await runVirtually(
    defineScenario({
      target: mock({
        latency: constant({ ms: 500 }),
        batches: { delay: '60s', perSecond: 10, ...server },
      }),
      workload: { count, prompt: (i) => `Classify review ${i}.`, maxTokens: 8 },
      retry,
      strategies: { batch: batches(options) },
    }),
    { onRows: (_, all) => rows.push(...all) },
  );
  const [result] = record.strategies;
  if (!result) throw new Error('the run has no result');
  return { metrics: result.metrics, rows: rows.sort((a, b) => a.item - b.item) };
}

describe('batches', () => {
  it('are seen done at the first poll after their end: 100 items end at 70 s, polled at 90 s', async () => {
    const { metrics, rows } = await run(100, { poll: '30s' });
    expect(metrics).toMatchObject({
      makespan_ms: 90_000,
      counts: { completed: 100 },
      attempts: { total: 100, ok: 100 },
      in_flight: { peak: 100, mean: 100 },
      tokens: { output: 800 },
    });
    expect(rows.map(({ item }) => item)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    for (const { attempts } of rows) {
      expect(attempts).toMatchObject([{ sent_us: 0, ended_us: 90_000_000, status: 200 }]);
    }
    expect(metrics.ttft).toBeUndefined();
  });

  it('hold at most `chunk` items, and are sent without waiting for each other', async () => {
    // 10, 10 and 5 items: each batch is done by itself, the full ones at 61 s.
    const { metrics } = await run(25, { chunk: 10, poll: '1s' });
    expect(metrics).toMatchObject({ makespan_ms: 61_000, in_flight: { peak: 25 } });
  });

  it('tell every way in which an item can end', async () => {
    const { metrics } = await run(400, { poll: '10s' }, { errored: 0.2, expired: 0.1 });
    const { ok, timeout, 'server-error': errored, total } = metrics.attempts;
    expect(ok + timeout + errored).toBe(total);
    expect(total).toBe(400);
    // Binomial: 80±8 and 40±6.
    expect(Math.abs(errored - 80)).toBeLessThan(32);
    expect(Math.abs(timeout - 40)).toBeLessThan(24);
    expect(metrics.counts).toMatchObject({ completed: ok, failed: 400 - ok });
  });

  it('send errored items again, each in an attempt of its own, but no expired ones', async () => {
    const { metrics, rows } = await run(
      400,
      { poll: '10s', resubmit: 'errored' },
      { errored: 0.2, expired: 0.1 },
    );
    const again = rows.filter(({ attempts }) => attempts.length > 1);
    expect(again.length).toBeGreaterThan(40);
    for (const { attempts } of again) {
      expect(attempts.map(({ attempt }) => attempt)).toEqual(attempts.map((_, i) => i));
      for (const { outcome } of attempts.slice(0, -1)) expect(outcome).toBe('server-error');
    }
    const most = Math.max(...rows.map(({ attempts }) => attempts.length));
    expect(most).toBeLessThanOrEqual(4);
    expect(metrics.counts.scheduled).toBe(400);
  });

  it('are cancelled after maxWait: what was done by then is kept', async () => {
    // 60 s, then 10 a second: at 80 s 200 of 1000 are done; cancelling takes 1 s.
    const { metrics } = await run(1_000, { poll: '30s', maxWait: '80s' });
    expect(metrics.attempts).toMatchObject({ ok: 200, cancelled: 800 });
    expect(metrics.makespan_ms).toBe(110_000);
  });

  it('whose creation is refused are tried again as the scenario says', async () => {
    // Only 10 may wait: the second batch is refused until the first has ended at 61 s.
    const options = { chunk: 10, poll: '1s' } as const;
    const once = await run(20, options, { queue: 10 });
    expect(once.metrics.counts).toMatchObject({ completed: 10, failed: 10 });
    expect(once.metrics.attempts['rate-limited']).toBe(10);
    const patient = await run(20, options, { queue: 10 }, { maxRetries: 20 });
    expect(patient.metrics.counts).toMatchObject({ completed: 20, failed: 0 });
    const refused = patient.metrics.attempts['rate-limited'];
    expect(refused).toBeGreaterThan(0);
    expect(refused % 10).toBe(0);
  });

  it('are refused at plan time where the target has none', async () => {
    const scenario = defineScenario({
      target: openai(),
      workload: { count: 1, prompt: () => 'Hello.' },
      strategies: { overnight: batches() },
    });
    await expect(planScenario(scenario, { file: 'x.ts' })).rejects.toMatchObject({
      code: 'SCENARIO_INVALID',
      message:
        'strategy "overnight" (batches) needs a target with Message Batches; openai-chat has none. Nothing was sent.',
      hint: 'targets with batches: anthropic(), mock(). Change `target`, or remove "overnight" from `strategies`.',
    });
  });

  it('are refused beside a task, whose calls depend on each other', async () => {
    const scenario = defineScenario({
      target: mock(),
      workload: { count: 1, prompt: () => 'Hello.' },
      task: async () => 'done',
      strategies: { overnight: batches() },
    });
    await expect(planScenario(scenario, { file: 'x.ts' })).rejects.toThrow(
      /a task is several calls/,
    );
  });

  it('are not polled without a pause', async () => {
    const scenario = defineScenario({
      target: mock(),
      workload: { count: 1, prompt: () => 'Hello.' },
      strategies: { overnight: batches({ poll: 0 }) },
    });
    await expect(planScenario(scenario, { file: 'x.ts' })).rejects.toMatchObject({
      mistakes: [{ path: 'strategies.overnight.poll', message: 'expected at least 1 ms.' }],
    });
  });
});
