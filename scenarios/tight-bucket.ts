import {
  defineScenario,
  mock,
  pacing,
  retry,
  semaphore,
  sequential,
  tokenBucket,
  waves,
} from 'llm-bench';

/**
 * 50 requests a minute again, but only 5 of them at once: many services enforce a minute's limit over seconds.
 *
 * Expected: the common "50 RPM, so 5 at once" answers 47.5 %; waves of 5 answer 92.8 %; pacing 121.0 s, a bucket of 5
 * 116.2 s and sequential 209.0 s answer everything without one 429.
 */
export default defineScenario({
  name: 'tight-bucket',
  question: 'What if the limit of 50 RPM is enforced per second?',
  target: mock({ preset: 'rpm50-tight' }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.anthropicSdk(),
  strategies: {
    sequential: sequential(),
    'semaphore-5': semaphore({ size: 5 }),
    'semaphore-20': semaphore({ size: 20 }),
    waves: waves({ size: 5, pause: '1s' }),
    pacing: pacing({ rpm: 50 }),
    bucket: tokenBucket({ rpm: 50, burst: 5 }),
  },
  thresholds: {
    'coverage{strategy=semaphore-5}': 'value < 60%',
    'coverage{strategy=waves}': ['value > 85%', 'value < 100%'],
    'errors{strategy=sequential}': 'rate == 0',
    'rate_limited{strategy=pacing}': 'rate == 0',
    'rate_limited{strategy=bucket}': 'rate == 0',
    'makespan{strategy=pacing}': ['value > 119s', 'value < 125s'],
    'makespan{strategy=bucket}': ['value > 114s', 'value < 120s'],
  },
});
