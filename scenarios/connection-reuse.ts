import { defineScenario, mock, semaphore } from 'llm-bench';

/**
 * `freshClient` opens a connection for every attempt, as code does that makes a new client for each call. Only the real
 * clock has connections.
 *
 * Expected: a time to connect in every call. Without `freshClient` five connections serve all 100 calls.
 */
export default defineScenario({
  name: 'connection-reuse',
  question: 'What does a new connection for every request cost?',
  target: mock({ latency: { kind: 'constant', ms: '20ms' }, freshClient: true }),
  workload: { count: 100, prompt: (i) => `Say the number ${i}.`, maxTokens: 16 },
  strategies: {
    semaphore: semaphore({ size: 5 }),
  },
  thresholds: {
    errors: 'rate == 0',
    // No data fails: every call has a time to connect.
    connect: 'min > 0us',
  },
});
