import { expect, it } from 'vitest';
import { constant, defineScenario, mock, retry, sequential } from '../../src/index.ts';
import { runVirtually } from '../helpers/figures/run-virtually.ts';

it("retries and ends attempts by a strategy's own policy, and by the scenario's without one", async () => {
  const scenario = defineScenario({
    target: mock({
      latency: constant({ ms: '5s' }),
      faults: { busy: { kind: 'status', status: 529, nth: 1 } },
    }),
    workload: { count: 1, prompt: () => 'Say hello.' },
    retry: retry.none(),
    strategies: {
      scenario: sequential(),
      again: { ...sequential(), retry: retry({ maxRetries: 1, jitter: 'none' }) },
      hasty: { ...sequential(), retry: retry({ maxRetries: 1 }), timeouts: { total: '3s' } },
    },
  });
  const { strategies } = await runVirtually(scenario);
  const ended = strategies.map(({ metrics: { counts, attempts } }) => [
    counts.completed,
    attempts.total,
    attempts.timeout,
  ]);

  expect(ended).toEqual([
    [0, 1, 0],
    [1, 2, 0],
    [0, 2, 1],
  ]);
});
