import { expect, it } from 'vitest';
import { gather } from '../../../src/dispatch/strategies/gather.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

it('takes 2 s for 100 items of 2 s, all at once', async () => {
  const { metrics } = await runVirtually({
    strategy: gather.create({}),
    work: 100,
    service: () => 2_000,
  });
  expect(metrics).toMatchObject({
    makespan_ms: 2_000,
    throughput_per_s: 50,
    in_flight: { peak: 100, mean: 100 },
  });
  expect(gather.width({})).toBeUndefined();
});

it('returns at the first failure when it is told to, and leaves 9 attempts running', async () => {
  const { metrics, left } = await runVirtually({
    strategy: gather.create({ settle: 'first-error' }),
    work: 10,
    service: (item) => (item === 3 ? 500 : 2_000),
    outcome: (item) =>
      item === 3 ? { kind: 'client-error', message: 'no' } : { kind: 'ok', status: 200 },
  });
  expect(left).toEqual({ orphans: 9 });
  // Nobody cancels them: their answers and tokens are paid for.
  expect(metrics).toMatchObject({ makespan_ms: 2_000, counts: { completed: 9, failed: 1 } });
});

it('returns at its end when nothing fails', async () => {
  const strategy = gather.create({ settle: 'first-error' });
  const { left, metrics } = await runVirtually({ strategy, work: 10 });
  expect(left).toBeUndefined();
  expect(metrics.counts.completed).toBe(10);
});
