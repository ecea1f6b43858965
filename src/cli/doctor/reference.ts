import { defineScenario, mock, pacing, retry, semaphore, waves } from '../../index.ts';

/**
 * What a fingerprint is taken of when nobody names a scenario: the official SDK, p-limit and p-queue, jitter, 429s and
 * overload errors, so that foreign code and every kind of wait take part.
 */
// biome-ignore lint/style/noDefaultExport: a scenario is a default export.
export default defineScenario({
  name: 'reference',
  target: mock({
    client: 'sdk',
    latency: { kind: 'lognormal', mean: '2s', cv: 0.5 },
    limits: { rpm: 300, burst: 10 },
    faults: { overload: { kind: 'status', status: 529, rate: 0.05 } },
  }),
  workload: { count: 60, prompt: (i) => `Answer question ${i}.`, maxTokens: 64 },
  retry: retry({ maxRetries: 20 }),
  strategies: {
    'p-limit': semaphore({ size: 15 }),
    'p-queue': semaphore({ size: 15, engine: 'p-queue', scope: 'attempt' }),
    waves: waves({ size: 12, pause: '500ms' }),
    pacing: pacing({ rpm: 280 }),
  },
});
