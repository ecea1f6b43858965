import { expect, it } from 'vitest';
import { breaker } from '../../../src/dispatch/strategies/breaker.ts';
import { OK } from '../../helpers/fake-client.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

it('opens after 2 drops in a row, probes after 5 s, opens again, and closes with an ok probe', async () => {
  const outages = { until: 5_500 };
  let now = () => 0;
  const { client, metrics } = await runVirtually({
    strategy: {
      async run(jobs, context) {
        now = () => context.clock.now();
        await breaker.create({ size: 2, failures: 2, open: 5_000, halfOpen: 1 }).run(jobs, context);
      },
    },
    work: 4,
    retry: { maxRetries: 9, base: 0 },
    outcome: () =>
      now() < outages.until ? { kind: 'overloaded', status: 529, message: 'busy' } : OK,
  });
  // Two drops at 0.1 s, the first of which is repeated before the second comes; a probe at 5.1 s is dropped at 5.2 s; one at 10.2 s is ok at 10.3 s.
  expect(client.requests.map(({ at }) => at)).toEqual([
    0, 0, 100, 5_100, 10_200, 10_300, 10_300, 10_400,
  ]);
  expect(metrics.counts.completed).toBe(4);
});

it('counts only drops in a row: every second one ok never opens it', async () => {
  const { metrics } = await runVirtually({
    strategy: breaker.create({ size: 1, failures: 2, open: 60_000, halfOpen: 1 }),
    work: 20,
    outcome: (item) => (item % 2 ? OK : { kind: 'connection', message: 'reset' }),
  });
  expect(metrics.makespan_ms).toBe(2_000);
});

it('does not blame the server for a bad request', async () => {
  const { metrics } = await runVirtually({
    strategy: breaker.create({ size: 1, failures: 2, open: 60_000, halfOpen: 1 }),
    work: 20,
    outcome: () => ({ kind: 'client-error', status: 400, message: 'bad' }),
  });
  expect(metrics.makespan_ms).toBe(2_000);
  expect(breaker.width({ size: 1, failures: 2, open: 60_000, halfOpen: 1 })).toBe(1);
});
