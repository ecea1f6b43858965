import { defineScenario, gather, mock, retry, semaphore, sweep, waves } from 'llm-bench';

/**
 * A server of your own: 32 requests in service, the rest waits, and each further one slows all down by 2 %. No 429.
 *
 * Expected: semaphores of 5, 10, 20 and 32 982, 539, 318 and 237 s; more than 32 gains nothing: gather 237 s, but its
 * 95th percentile of service is 219 s instead of 7; waves of 20 with a pause 734 s.
 *
 * `bench tune scenarios/self-hosted.ts --strategy semaphore-32 --slo 'latency p95 < 7s'` finds the size 27: one of 30 answers
 * too late in 5.5 of 100 cases.
 */
export default defineScenario({
  name: 'self-hosted',
  question: 'How many requests in flight for a server with 32 slots?',
  target: mock({ preset: 'slots32' }),
  workload: { count: 2_000, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.none(),
  strategies: {
    ...sweep('semaphore', [5, 10, 20, 32, 50], (size) => semaphore({ size })),
    waves: waves({ size: 20, pause: '1s' }),
    gather: gather(),
  },
  thresholds: {
    rate_limited: 'rate == 0',
    'makespan{strategy=semaphore-32}': ['value > 225s', 'value < 250s'],
    'makespan{strategy=gather}': ['value > 225s', 'value < 250s'],
    'service{strategy=semaphore-32}': 'p95 < 10s',
    'service{strategy=gather}': 'p95 > 200s',
  },
});
