import { defineScenario, gate, mock, retry, semaphore } from 'llm-bench';

/**
 * Everyone who is refused is told the same Retry-After. Obeyed to the letter, all return at the same instant, and most
 * are refused again; a gate that lets them out at random does not.
 *
 * Expected: a semaphore answers 46.9 %, a gate without spread 52.7 %, a gate with spread everything. With
 * `retryAfter: 'floor+jitter'`, the default, the semaphore answers 98.7 %.
 */
export default defineScenario({
  name: 'retry-herd',
  question: 'Why add jitter to Retry-After?',
  target: mock({ preset: 'rpm50-tight' }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry({ ...retry.anthropicSdk(), maxRetries: 10 }),
  strategies: {
    semaphore: semaphore({ size: 20 }),
    'gate-at-once': gate({ size: 20, spread: 0 }),
    'gate-spread': gate({ size: 20, spread: '24s' }),
  },
  thresholds: {
    'coverage{strategy=semaphore}': 'value < 60%',
    'coverage{strategy=gate-at-once}': 'value < 65%',
    'coverage{strategy=gate-spread}': 'value > 97%',
  },
});
