import {
  defineScenario,
  gammaRate,
  gather,
  lognormal,
  mock,
  retry,
  tokenBucket,
  workers,
} from 'llm-bench';

/**
 * Saturday and Sunday: on average 20 requests a minute where 60 are allowed, but they come in clumps, about 57,600 in all.
 *
 * Expected on the virtual clock: sent as they come, a fifth is lost to 429s after two retries, and a tenth by 5 workers, who
 * are no limit of a rate. A bucket of 10 that fills at the server's own rate loses none: half of the answers are there
 * within 2.5 s, and one in a hundred waits longer than half a minute for its turn.
 */
export default defineScenario({
  name: 'bursty-weekend',
  question: 'What do bursts do to a service that is a third used on average?',
  target: mock({
    latency: lognormal({ mean: '2s', cv: 0.35 }),
    rejectLatency: '150ms',
    limits: { rpm: 60, burst: 10 },
  }),
  workload: { count: 100_000, prompt: (i) => `Answer request ${i}.`, maxTokens: 64 },
  load: gammaRate({ perSecond: 1 / 3, burstiness: 0.05, duration: '48h' }),
  retry: retry.anthropicSdk(),
  strategies: {
    gather: gather(),
    'workers-5': workers({ size: 5 }),
    bucket: tokenBucket({ rpm: 60, burst: 10 }),
  },
  thresholds: {
    'coverage{strategy=gather}': ['value > 70%', 'value < 88%'],
    'coverage{strategy=workers-5}': ['value > 84%', 'value < 96%'],
    'rate_limited{strategy=bucket}': 'rate == 0',
    'errors{strategy=bucket}': 'rate == 0',
    'latency{strategy=bucket}': ['p50 < 5s', 'p99 > 20s'],
  },
});
