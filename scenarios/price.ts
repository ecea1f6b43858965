import { env } from 'node:process';
import { batches, defineScenario, hedged, mock, retry, semaphore, synthetic } from 'llm-bench';

const { MODEL: model = 'my-model' } = env;

/**
 * What does each way of calling cost, and which model is it for the money? 100 questions of 500 tokens, answers of 256 tokens,
 * at 1 dollar a million input tokens and 5 a million output tokens. Prices of your own go into `prices`: a list like this one,
 * or the path of a JSON file. MODEL=model-d asks the same of another model of the list.
 *
 * Expected: 100 × (500 × 1 + 256 × 5) ÷ 1,000,000 = $0.178 for single requests, and half of that, $0.089, as a batch. Each
 * copy that loses has its question paid for nothing, and what it had answered by then: at least $0.18. Single requests to the
 * models a to d are $0.305, $0.534, $0.079 and $0.0178.
 *
 * Run it with: bench run scenarios/price.ts --clock virtual
 */
export default defineScenario({
  name: 'price',
  question: 'What does each way of calling cost, and which model is it for the money?',
  target: mock({
    model,
    stream: true,
    latency: { kind: 'lognormal', mean: '2s', cv: 0.35 },
    outputTokens: 256,
    batches: { delay: '60s', perSecond: 100 },
  }),
  workload: synthetic({ count: 100, tokens: 500, maxTokens: 256 }),
  retry: retry.none(),
  prices: {
    date: '2026-11-01',
    models: {
      'my-model': { input: 1, output: 5, batch: 0.5 },
      'model-a': { input: 2, output: 8, batch: 0.5 },
      'model-b': { input: 3, output: 15, batch: 0.5 },
      'model-c': { input: 0.3, output: 2.5, batch: 0.5 },
      'model-d': { input: 0.14, output: 0.42, batch: 0.5 },
    },
  },
  strategies: {
    semaphore: semaphore({ size: 10 }),
    hedged: hedged({ size: 10, after: '2.5s' }),
    batch: batches({ poll: '30s' }),
  },
  thresholds: {
    'wasted_cost{strategy=hedged}': 'value > 0',
    'wasted_cost{strategy=semaphore}': 'value == 0',
  },
  assert({ by, expect }) {
    expect(by('batch').cost).toBeAtMost(0.501, 'times', by('semaphore').cost);
    expect(by('hedged').cost).toBeAbove(by('semaphore').cost);
    if (model === 'my-model') expect(by('semaphore').cost).toBeAtMost(0.178_001);
  },
});
