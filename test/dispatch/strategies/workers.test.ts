import { expect, it } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { semaphore } from '../../../src/dispatch/strategies/semaphore.ts';
import { workers } from '../../../src/dispatch/strategies/workers.ts';
import { byItem, runVirtually } from '../../helpers/strategy-run.ts';

it('takes 1.2 s for 20 items of 300 ms with 5 loops', async () => {
  const { metrics } = await runVirtually({
    strategy: workers.create({ size: 5 }),
    work: 20,
    service: () => 300,
  });
  expect(metrics).toMatchObject({ makespan_ms: 1_200, in_flight: { peak: 5, mean: 5 } });
  expect(workers.width({ size: 5 })).toBe(5);
});

it('sends every attempt when a semaphore of the same size would, retries included', async () => {
  const rng = createRng(5);
  const schedules = await Promise.all(
    [workers.create({ size: 7 }), semaphore.create({ size: 7, scope: 'item' })].map(
      async (strategy) => {
        const run = await runVirtually({
          strategy,
          work: 300,
          retry: { maxRetries: 3, jitter: 'full' },
          service: (item, attempt) => 100 + 900 * rng.uniform('service', item, attempt),
          outcome: (item, attempt) =>
            rng.uniform('refusal', item, attempt) < 0.3
              ? { kind: 'overloaded', status: 529, message: 'busy' }
              : { kind: 'ok' },
        });
        return byItem(run).map(({ attempts }) => attempts.map(({ sent_us }) => sent_us));
      },
    ),
  );
  expect(schedules[0]).toHaveLength(300);
  expect(schedules[1]).toEqual(schedules[0]);
});

it('runs on with fewer items than loops', async () => {
  const { metrics } = await runVirtually({ strategy: workers.create({ size: 50 }), work: 3 });
  expect(metrics).toMatchObject({ makespan_ms: 100, counts: { completed: 3 } });
});
