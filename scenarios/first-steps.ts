import { constant, defineScenario, gather, mock, semaphore, sequential } from 'llm-bench';

/**
 * Ten calls of exactly one second on a server without limits.
 *
 * Expected makespans, exactly: sequential 10 s, semaphore 2 s, gather 1 s.
 */
export default defineScenario({
  name: 'first-steps',
  question: 'What does concurrency buy at all?',
  target: mock({ latency: constant({ ms: '1s' }) }),
  workload: { count: 10, prompt: (i) => `Say the number ${i}.`, maxTokens: 16 },
  strategies: {
    sequential: sequential(),
    semaphore: semaphore({ size: 5 }),
    gather: gather(),
  },
  thresholds: {
    'makespan{strategy=sequential}': ['value >= 10s', 'value < 10.5s'],
    'makespan{strategy=semaphore}': ['value >= 2s', 'value < 2.2s'],
    'makespan{strategy=gather}': ['value >= 1s', 'value < 1.2s'],
  },
});
