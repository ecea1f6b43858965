import {
  defineScenario,
  lognormal,
  mock,
  pacing,
  retry,
  semaphore,
  sequential,
  sweep,
  waves,
} from 'llm-bench';

/**
 * The server takes 50 requests at once, then 50 a minute; the client retries twice, as the SDKs do.
 *
 * Expected: sequential 199.7±5.3 s; semaphores of 5, 10, 20 and 50 46.0, 25.0, 13.8 and 7.1 s, but with only 85.8,
 * 68.5, 59.5 and 54.0 % answered; waves 75.7±3.1 s and pacing 120.9±0.7 s lose nothing.
 */
export default defineScenario({
  name: 'rate-limited-tier',
  question: 'How many requests in flight for 100 two-second calls on 50 RPM?',
  target: mock({ preset: 'rpm50', latency: lognormal({ mean: '2s', cv: 0.35 }) }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.anthropicSdk(),
  strategies: {
    sequential: sequential(),
    ...sweep('semaphore', [5, 10, 20, 50], (size) => semaphore({ size })),
    waves: waves({ size: 5, pause: '1s' }),
    pacing: pacing({ rpm: 50 }),
  },
  thresholds: {
    'makespan{strategy=sequential}': ['value > 180s', 'value < 220s'],
    'makespan{strategy=waves}': ['value > 65s', 'value < 87s'],
    'makespan{strategy=pacing}': ['value > 117s', 'value < 126s'],
    'errors{strategy=sequential}': 'rate == 0',
    'errors{strategy=waves}': 'rate == 0',
    'errors{strategy=pacing}': 'rate == 0',
    'coverage{strategy=semaphore-5}': ['value > 75%', 'value < 95%'],
    'coverage{strategy=semaphore-50}': ['value >= 50%', 'value < 60%'],
  },
});
