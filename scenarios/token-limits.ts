import { defineScenario, dualBucket, lognormal, mock, retry, tokenBucket } from 'llm-bench';

/**
 * 50 requests a minute are allowed, but only 8000 output tokens, and answers have 256 of them (cv 0.5): about 31 a minute.
 * Nobody knows an answer's length before it ends; `maxTokens` is 1024.
 *
 * Expected: a bucket of requests alone 122.6±6.4 s, 94.8 % answered after 56 refusals. Reserving `maxTokens` for each answer
 * and never correcting it 710.1 s; corrected by the real usage 155.4±9.7 s; reserving the average of the answers so far
 * 135.6±10.4 s, as good as knowing each beforehand, which only a mock can tell: 135.2±10.3 s. Those four are never refused.
 */
export default defineScenario({
  name: 'token-limits',
  question: 'What if output tokens are limited, too?',
  target: mock({
    preset: 'rpm50',
    limits: { rpm: 50, otpm: 8_000 },
    outputTokens: lognormal({ mean: 256, cv: 0.5 }),
  }),
  workload: { count: 100, prompt: (i) => `Summarise chapter ${i}.`, maxTokens: 1_024 },
  retry: retry.anthropicSdk(),
  strategies: {
    'requests-only': tokenBucket({ rpm: 50, burst: 50 }),
    'max-tokens': dualBucket({
      rpm: 50,
      burst: 50,
      otpm: 8_000,
      estimator: 'max_tokens',
      settle: false,
    }),
    'max-tokens-settled': dualBucket({
      rpm: 50,
      burst: 50,
      otpm: 8_000,
      estimator: 'max_tokens',
    }),
    'average-settled': dualBucket({ rpm: 50, burst: 50, otpm: 8_000, estimator: 'ewma' }),
    'known-before': dualBucket({ rpm: 50, burst: 50, otpm: 8_000, estimator: 'oracle' }),
  },
  thresholds: {
    'coverage{strategy=requests-only}': ['value > 85%', 'value < 99%'],
    'rate_limited{strategy=max-tokens}': 'rate == 0',
    'makespan{strategy=max-tokens}': ['value > 700s', 'value < 720s'],
    'makespan{strategy=max-tokens-settled}': ['value > 125s', 'value < 190s'],
    'makespan{strategy=average-settled}': ['value > 105s', 'value < 170s'],
    'errors{strategy=average-settled}': 'rate < 1%',
    'makespan{strategy=known-before}': ['value > 105s', 'value < 170s'],
    'rate_limited{strategy=known-before}': 'rate == 0',
  },
});
