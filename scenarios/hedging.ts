import { defineScenario, hedged, lognormal, mixture, mock, retry, semaphore } from 'llm-bench';

/**
 * Do backup requests pay? 1000 items, 20 at once; the server takes 1 s (median, sigma 0.3), but every twentieth answer
 * takes ten times as long. Over 20 seeds on the virtual clock:
 *
 *     plain      p99 of a call 12.7 s
 *     after 2 s                 3.3 s  for  6.0 % more attempts
 *     after 1 s                 2.3 s  for 53.0 % more attempts
 *
 * Run it with: bench run scenarios/hedging.ts --clock virtual --seeds 20
 */
export default defineScenario({
  name: 'hedging',
  question: 'Do backup requests pay when every twentieth answer is ten times slower?',
  seed: 100,
  target: mock({
    latency: mixture({
      parts: [
        { weight: 0.95, dist: lognormal({ median: '1s', sigma: 0.3 }) },
        { weight: 0.05, dist: lognormal({ median: '10s', sigma: 0.3 }) },
      ],
    }),
  }),
  workload: { count: 1000, prompt: (i) => `Summarise document ${i}.`, maxTokens: 64 },
  retry: retry.none(),
  strategies: {
    plain: semaphore({ size: 20 }),
    'hedged-2s': hedged({ size: 20, after: '2s' }),
    'hedged-1s': hedged({ size: 20, after: '1s' }),
  },
  thresholds: {
    'call{strategy=plain}': 'p99 > 8s',
    'call{strategy=hedged-2s}': 'p99 < 4.5s',
    'amplification{strategy=hedged-2s}': 'value < 110%',
    'amplification{strategy=hedged-1s}': ['value > 140%', 'value < 165%'],
  },
});
