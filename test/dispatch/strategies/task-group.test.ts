import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { taskGroup } from '../../../src/dispatch/strategies/task-group.ts';
import { OK } from '../../helpers/fake-client.ts';
import { byItem, runVirtually } from '../../helpers/strategy-run.ts';

const group = taskGroup.create({ size: 20, failFast: true });
const badRequest: Outcome = { kind: 'client-error', status: 400, message: 'no such model' };
const reset: Outcome = { kind: 'connection', message: 'reset' };

describe('task-group', () => {
  it('sees all failures of one instant: of 6 items 2 and 4 fail together, 4 are ok', async () => {
    const { metrics } = await runVirtually({
      strategy: group,
      work: 6,
      outcome: (item) => (item === 2 ? badRequest : item === 4 ? reset : OK),
    });
    expect(metrics.counts).toMatchObject({ completed: 4, failed: 2, dropped: 0 });
    expect(metrics.attempts).toMatchObject({ 'client-error': 1, connection: 1, cancelled: 0 });
    expect(metrics.errors.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['client-error', 1],
      ['connection', 1],
    ]);
  });

  it('cancels the others at the instant of the first failure', async () => {
    const run = await runVirtually({
      strategy: group,
      work: 6,
      service: (item) => 100 * (item + 1),
      outcome: (item) => (item === 2 ? badRequest : OK),
    });
    expect(byItem(run).map(({ outcome, done_us }) => [outcome, done_us])).toEqual([
      ['ok', 100_000],
      ['ok', 200_000],
      ['client-error', 300_000],
      ['cancelled', 300_000],
      ['cancelled', 300_000],
      ['cancelled', 300_000],
    ]);
    expect(run.metrics).toMatchObject({ makespan_ms: 300, counts: { completed: 2, failed: 4 } });
    expect(run.complete).toBe(true);
  });

  it('sends nothing more after a failure: of 10 items 8 are dropped', async () => {
    const { metrics, client } = await runVirtually({
      strategy: taskGroup.create({ size: 2, failFast: true }),
      work: 10,
      outcome: (item) => (item === 0 ? badRequest : OK),
    });
    expect(client.requests.map(({ item }) => item)).toEqual([0, 1]);
    expect(metrics.counts).toEqual({
      scheduled: 10,
      completed: 1,
      failed: 1,
      dropped: 8,
      incomplete: 0,
    });
  });

  it('ends an item that waits for its retry', async () => {
    const run = await runVirtually({
      strategy: group,
      work: 2,
      service: (item) => (item === 0 ? 100 : 400),
      retry: { maxRetries: 1, base: 60_000 },
      outcome: (item) => (item === 0 ? reset : badRequest),
    });
    expect(run.metrics).toMatchObject({ makespan_ms: 400, counts: { failed: 2 } });
    expect(byItem(run).map(({ attempts }) => attempts.length)).toEqual([1, 1]);
  });

  it('without failFast runs on', async () => {
    const { metrics } = await runVirtually({
      strategy: taskGroup.create({ size: 2, failFast: false }),
      work: 10,
      outcome: (item) => (item === 0 ? badRequest : OK),
    });
    expect(metrics.counts).toMatchObject({ completed: 9, failed: 1 });
    expect(taskGroup.width({ size: 2, failFast: false })).toBe(2);
  });
});
