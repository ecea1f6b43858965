import { defineScenario, mock, retry, semaphore, sequential, sweep } from 'llm-bench';

/**
 * The server's latency depends on how many requests it has in service: 82 ms for one, 110 for ten, 120 for twenty, 180
 * for fifty. Expected makespans: 8.2 s, 1.1 s, 0.6 s, 0.36 s.
 */
export default defineScenario({
  name: 'load-table',
  question: 'Does latency grow with concurrency, and when does more of it stop to pay?',
  target: mock({
    load: {
      kind: 'curve',
      points: [
        [1, 82],
        [10, 110],
        [20, 120],
        [50, 180],
      ],
    },
  }),
  workload: { count: 100, prompt: (i) => `Summarise article ${i} in one sentence.`, maxTokens: 64 },
  retry: retry({ maxRetries: 0 }),
  strategies: {
    sequential: sequential(),
    ...sweep('semaphore', [10, 20, 50], (size) => semaphore({ size })),
  },
  thresholds: {
    'makespan{strategy=sequential}': ['value >= 8.2s', 'value < 9s'],
    'makespan{strategy=semaphore-10}': ['value >= 1.1s', 'value < 1.3s'],
    'makespan{strategy=semaphore-20}': ['value >= 0.6s', 'value < 0.8s'],
    'makespan{strategy=semaphore-50}': ['value >= 0.36s', 'value < 0.6s'],
  },
});
