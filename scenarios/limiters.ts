import {
  defineScenario,
  fixedWindow,
  gcra,
  mock,
  pacing,
  slidingWindow,
  tokenBucket,
} from 'llm-bench';

/**
 * The same 50 a minute in six ways. Nobody is refused here: the server takes 50 at once.
 *
 * Expected: pacing, and buckets of 1, 121.0 s; a bucket of 50 62.2 s; both windows 63.7 s. Most starts within one minute:
 * 50 or 51, but 99 or 100 from the bucket of 50.
 */
export default defineScenario({
  name: 'limiters',
  question: 'Pacing, buckets, GCRA, windows: who bursts?',
  target: mock({ preset: 'rpm50' }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  strategies: {
    pacing: pacing({ rpm: 50 }),
    'bucket-1': tokenBucket({ rpm: 50, burst: 1 }),
    'bucket-50': tokenBucket({ rpm: 50, burst: 50 }),
    gcra: gcra({ rpm: 50 }),
    'fixed-window': fixedWindow({ cap: 50 }),
    'sliding-window': slidingWindow({ cap: 50 }),
  },
  thresholds: {
    rate_limited: 'rate == 0',
    errors: 'rate == 0',
    'makespan{strategy=pacing}': ['value > 119s', 'value < 124s'],
    'makespan{strategy=bucket-1}': ['value > 119s', 'value < 124s'],
    'makespan{strategy=bucket-50}': ['value > 60s', 'value < 66s'],
    'window_overshoot{strategy=bucket-50}': 'value > 190%',
    'window_overshoot{strategy=sliding-window}': 'value <= 102%',
  },
});
