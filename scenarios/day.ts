import { defineScenario, mock, poisson, workers } from 'llm-bench';

/**
 * 24 hours of independent users, 10 requests a second on average: about 864,000 of them. With `--clock virtual` it takes
 * seconds; on the real clock it takes the day.
 *
 * Expected on the virtual clock: they do; half of the answers are there after 1.9 s, 99 of 100 after 4.2 s, and the last one
 * 2 s after midnight.
 */
export default defineScenario({
  name: 'day',
  question: 'Do 30 workers keep up with ten requests a second, all day long?',
  target: mock({ latency: { kind: 'lognormal', mean: '2s', cv: 0.35 } }),
  workload: { count: 1_000_000, prompt: (i) => `Answer request ${i}.`, maxTokens: 64 },
  load: poisson({ perSecond: 10, duration: '24h' }),
  strategies: { workers: workers({ size: 30 }) },
  thresholds: {
    errors: 'rate == 0',
    latency: 'p99 < 6s',
  },
});
