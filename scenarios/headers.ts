import { defineScenario, headerDriven, mock, pacing, retry, semaphore } from 'llm-bench';

/**
 * Every reply tells what is left of the limit. A client that reads it needs no figure of its own.
 *
 * Expected: header-driven 124.4±1.0 s without one 429, about as fast as pacing at the right rate (121.0 s); a semaphore
 * of 5 answers 47.5 %.
 */
export default defineScenario({
  name: 'headers',
  question: 'Can the client learn its limit from the rate-limit headers?',
  target: mock({ preset: 'rpm50-tight' }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.anthropicSdk(),
  strategies: {
    'header-driven': headerDriven(),
    pacing: pacing({ rpm: 50 }),
    semaphore: semaphore({ size: 5 }),
  },
  thresholds: {
    'makespan{strategy=header-driven}': ['value > 120s', 'value < 129s'],
    'rate_limited{strategy=header-driven}': 'rate == 0',
    'errors{strategy=header-driven}': 'rate == 0',
    'coverage{strategy=semaphore}': 'value < 60%',
  },
});
