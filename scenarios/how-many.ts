import { defineScenario, mock, retry, semaphore, tokenBucket } from 'llm-bench';

/**
 * 1000 RPM in a bucket of 20, 60 connections, 0.5 % of the requests fail with 529; an answer takes 2 s in the middle.
 *
 * Expected: `bench tune scenarios/how-many.ts --slo 'latency p95 < 8s' --max-rate-limited 2%` says 38, which is 1000 a
 * minute × 2.28 s by Little's law. Then 2000 take 124 s; half as many at once take 242 s; 45 are no faster than 38, and
 * send every fifth attempt in vain. A bucket of 20 needs no size: 124 s.
 */
export default defineScenario({
  name: 'how-many',
  question: 'How many at once where 1000 a minute are allowed?',
  target: mock({
    latency: { kind: 'lognormal', median: '2s', sigma: 0.5 },
    limits: { rpm: 1_000, burst: 20, maxConcurrent: 60 },
    faults: { overloaded: { kind: 'status', status: 529, rate: 0.005 } },
  }),
  workload: { count: 2_000, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry({ maxRetries: 4 }),
  strategies: {
    pool: semaphore({ size: 38 }),
    half: semaphore({ size: 19 }),
    more: semaphore({ size: 45 }),
    bucket: tokenBucket({ rpm: 1_000, burst: 20 }),
  },
  thresholds: {
    'makespan{strategy=pool}': ['value > 118s', 'value < 131s'],
    'makespan{strategy=half}': 'value > 225s',
    'rate_limited{strategy=pool}': 'rate < 4%',
    'rate_limited{strategy=more}': 'rate > 15%',
    'rate_limited{strategy=bucket}': 'rate == 0',
  },
});
