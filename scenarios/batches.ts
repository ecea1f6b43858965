import { batches, constant, defineScenario, mock, pacing } from 'llm-bench';

/**
 * Batch API or parallel calls? 10,000 items; a batch waits 60 s and is then worked on at 100 items a second, single
 * requests are limited to 1000 a minute. The batch is done after 160 s and seen done at the next poll.
 *
 * Expected: batch = 180 s for $1.63; pacing about 600 s for $3.26, which is twice as much. With n items at r a minute a
 * batch is sooner done where n / r is longer than its turnaround.
 *
 * Run it with: bench run scenarios/batches.ts --clock virtual
 */
export default defineScenario({
  name: 'batches',
  question: 'Batch API or parallel calls?',
  target: mock({
    model: 'claude-haiku-4-5',
    latency: constant({ ms: '2s' }),
    outputTokens: 64,
    limits: { rpm: 1_000, burst: 1 },
    batches: { delay: '60s', perSecond: 100 },
  }),
  workload: { count: 10_000, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  strategies: {
    batch: batches({ poll: '30s' }),
    pacing: pacing({ rpm: 1_000 }),
  },
  thresholds: {
    'makespan{strategy=batch}': 'value <= 180s',
    'makespan{strategy=pacing}': ['value > 598s', 'value < 604s'],
    'cost{strategy=batch}': ['value > 1.62', 'value < 1.64'],
    'cost{strategy=pacing}': ['value > 3.25', 'value < 3.27'],
  },
});
