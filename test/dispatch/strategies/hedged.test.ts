import { describe, expect, it } from 'vitest';
import { hedged } from '../../../src/dispatch/strategies/hedged.ts';
import { byItem, runVirtually } from '../../helpers/strategy-run.ts';

/** Item 3 is slow at its first attempt. */
const straggler = (item: number, attempt: number) => (item === 3 && attempt === 0 ? 9_000 : 1_000);

describe('hedged', () => {
  it('answers by a copy after 2 s what would have taken 9 s, and gives the original up', async () => {
    const run = await runVirtually({
      strategy: hedged.create({ size: 5, after: 2_000, max: 2 }),
      work: 5,
      service: straggler,
    });
    const [original, copy] = byItem(run)[3]?.attempts ?? [];
    expect(original).toMatchObject({ sent_us: 0, ended_us: 3_000_000, hedge: 'lost' });
    expect(original?.outcome).toBe('cancelled');
    expect(copy).toMatchObject({ sent_us: 2_000_000, ended_us: 3_000_000, hedge: 'won' });
    expect(run.metrics).toMatchObject({ makespan_ms: 3_000, hedges: { won: 1, lost: 1 } });
    expect(run.metrics.counts).toMatchObject({ completed: 5, failed: 0 });
    expect(run.metrics.errors).toEqual([]);
    expect(run.client.inFlight).toBe(0);
  });

  it('sends no copy of what is answered in time', async () => {
    const strategy = hedged.create({ size: 5, after: 1_000.001, max: 2 });
    const { client, metrics } = await runVirtually({ strategy, work: 5 });
    expect(client.requests).toHaveLength(5);
    expect(metrics.hedges).toBeUndefined();
  });

  it('leaves the race to the copy when the original fails, and counts both', async () => {
    const run = await runVirtually({
      strategy: hedged.create({ size: 1, after: 500, max: 2 }),
      work: 1,
      service: (_, attempt) => (attempt === 0 ? 800 : 1_000),
      outcome: (_, attempt) =>
        attempt === 0
          ? { kind: 'server-error', status: 500, message: 'broken' }
          : { kind: 'ok', status: 200 },
    });
    const [first, second] = byItem(run)[0]?.attempts ?? [];
    expect(first).toMatchObject({ outcome: 'server-error', hedge: 'lost', ended_us: 800_000 });
    expect(second).toMatchObject({ outcome: 'ok', hedge: 'won', ended_us: 1_500_000 });
    expect(run.metrics.counts.completed).toBe(1);
  });

  it('keeps at most 3 copies alive', async () => {
    const run = await runVirtually({
      strategy: hedged.create({ size: 1, after: 100, max: 3 }),
      work: 1,
      service: () => 1_000,
    });
    expect(run.client.requests.map(({ at }) => at)).toEqual([0, 100, 200]);
    expect(run.client.peak).toBe(3);
    expect(run.metrics.hedges).toEqual({ won: 1, lost: 2 });
  });

  it('retries only when no copy is left', async () => {
    const run = await runVirtually({
      strategy: hedged.create({ size: 1, after: 100, max: 2 }),
      work: 1,
      retry: { maxRetries: 1 },
      service: (_, attempt) => (attempt < 2 ? 300 : 50),
      outcome: (_, attempt) =>
        attempt < 2 ? { kind: 'overloaded', message: 'busy' } : { kind: 'ok', status: 200 },
    });
    // Two copies end at 300 and 400 ms; a back-off of 1 s follows the second.
    expect(run.client.requests.map(({ at }) => at)).toEqual([0, 100, 1_400]);
    expect(run.metrics.makespan_ms).toBe(1_450);
  });

  it('waits for the p95 of 20 answers when no time is named', async () => {
    const run = await runVirtually({
      strategy: hedged.create({ size: 1, max: 2 }),
      work: 21,
      service: (item, attempt) => (item === 20 && attempt === 0 ? 9_000 : 1_000),
    });
    expect(byItem(run)[20]?.attempts.map(({ sent_us }) => sent_us)).toEqual([20e6, 21e6]);
  });
});
