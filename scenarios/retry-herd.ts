import { defineScenario, gate, mock, retry, semaphore } from 'llm-bench';

/**
 * Everyone who is refused is told the same Retry-After. Obeyed to the letter, all return at the same instant, and most
 * are refused again. What spreads them: jitter on top of the hint, waits that double, or a gate that lets them out at random.
 *
 * Expected share answered: exact 46.9 %, a fifth more at most 54.3 %, jitter on top 98.7 %, doubled 100 % but only after
 * 908 s; a gate without spread 52.7 %, with spread 100 %.
 */
const TEN_RETRIES = { ...retry.anthropicSdk(), maxRetries: 10 };

export default defineScenario({
  name: 'retry-herd',
  question: 'Why add jitter to Retry-After?',
  target: mock({ preset: 'rpm50-tight' }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry(TEN_RETRIES),
  strategies: {
    exact: semaphore({ size: 20 }),
    'plus-20-percent': {
      ...semaphore({ size: 20 }),
      retry: retry({ ...TEN_RETRIES, retryAfter: 'floor+20%' }),
    },
    'plus-jitter': { ...semaphore({ size: 20 }), retry: retry() },
    doubled: {
      ...semaphore({ size: 20 }),
      retry: retry({ ...TEN_RETRIES, retryAfter: 'scaled' }),
    },
    'gate-at-once': gate({ size: 20, spread: 0 }),
    'gate-spread': gate({ size: 20, spread: '24s' }),
  },
  thresholds: {
    'coverage{strategy=exact}': 'value < 60%',
    'coverage{strategy=plus-20-percent}': 'value < 65%',
    'coverage{strategy=plus-jitter}': 'value > 94%',
    'coverage{strategy=doubled}': 'value > 97%',
    'makespan{strategy=doubled}': 'value > 880s',
    'coverage{strategy=gate-at-once}': 'value < 65%',
    'coverage{strategy=gate-spread}': 'value > 97%',
  },
});
