import { defineScenario, mock, retry, semaphore } from 'llm-bench';

/**
 * Twenty at once against 50 RPM, of which 5 at once; the server's Retry-After is not looked at, so that back-off is all there
 * is. Each strategy has a retry policy of its own.
 *
 * Expected on the virtual clock: no jitter 244±14 s; with jitter 143 to 152 s, whichever family. Without a policy, 5 % are
 * answered.
 */
const backOff = (jitter: 'none' | 'full' | 'equal' | 'decorrelated' | 'decorrelated-polly') => ({
  ...semaphore({ size: 20 }),
  retry: retry({ maxRetries: 10, jitter, base: '1s', cap: '60s', retryAfter: 'ignore' }),
});

export default defineScenario({
  name: 'retry-policies',
  question: 'Which back-off?',
  target: mock({ preset: 'rpm50-tight' }),
  workload: { count: 100, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.none(),
  strategies: {
    never: semaphore({ size: 20 }),
    exponential: backOff('none'),
    full: backOff('full'),
    equal: backOff('equal'),
    decorrelated: backOff('decorrelated'),
    polly: backOff('decorrelated-polly'),
  },
  thresholds: {
    'coverage{strategy=never}': 'value < 12%',
    'makespan{strategy=exponential}': 'value > 200s',
    'makespan{strategy=full}': ['value > 110s', 'value < 185s'],
    'makespan{strategy=equal}': ['value > 110s', 'value < 185s'],
    'makespan{strategy=decorrelated}': ['value > 110s', 'value < 190s'],
    'makespan{strategy=polly}': ['value > 110s', 'value < 185s'],
  },
});
