import {
  defineScenario,
  mock,
  pacing,
  retry,
  semaphore,
  sweep,
  tokenBucket,
  waves,
} from 'llm-bench';

/**
 * 1000 RPM, 50 at once, 60 connections, 1 % of the requests fail with 529.
 *
 * Expected: semaphores of 10, 20 and 38 458, 231.5 and 125.5 s with everything answered; one of 50 is faster, but loses
 * 9 %; waves of 20 with a pause 626 s; pacing 127.6 s and a bucket of 50 124.9 s.
 *
 * `bench tune scenarios/managed-api.ts --strategy semaphore-38 --slo 'latency p95 < 8s' --max-rate-limited 2%` finds the
 * size 38 by itself; from 39 on more than 2 % of the attempts are refused.
 */
export default defineScenario({
  name: 'managed-api',
  question: 'Which strategy for 2000 calls to a managed API with 1000 RPM?',
  target: mock({ preset: 'rpm1000-flaky' }),
  workload: { count: 2_000, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.anthropicSdk(),
  strategies: {
    ...sweep('semaphore', [10, 20, 38, 50], (size) => semaphore({ size })),
    waves: waves({ size: 20, pause: '1s' }),
    pacing: pacing({ rpm: 1_000 }),
    bucket: tokenBucket({ rpm: 1_000, burst: 50 }),
  },
  thresholds: {
    'makespan{strategy=semaphore-38}': ['value > 118s', 'value < 133s'],
    'errors{strategy=semaphore-38}': 'rate < 1%',
    'errors{strategy=semaphore-50}': 'rate > 4%',
    'makespan{strategy=pacing}': ['value > 120s', 'value < 135s'],
    'makespan{strategy=bucket}': ['value > 118s', 'value < 132s'],
  },
});
