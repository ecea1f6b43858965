import { defineScenario, lognormal, mock, retry, semaphore } from 'llm-bench';
export default defineScenario({
  name: 'm',
  target: mock({ latency: lognormal({ median: '2s', sigma: 0.5 }), limits: { rpm: 1000, burst: 20, maxConcurrent: 60 }, faults: { busy: { kind: 'status', status: 529, rate: 0.005 } } }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry({ maxRetries: 4, retryAfter: 'floor+jitter' }),
  strategies: { pool: semaphore({ size: 10 }) },
});
