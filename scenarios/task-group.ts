import { defineScenario, mock, retry, semaphore, taskGroup } from 'llm-bench';

/**
 * 50 requests may come at once, and the 55th or so is refused. Nobody retries.
 *
 * Expected: fail-fast ends at 4.7±0.2 s with 35 of 100 answered, 1 failed, 19 cancelled under way and 45 never begun;
 * without it the refusals cost only themselves, as under a semaphore, whose schedule is the same.
 */
export default defineScenario({
  name: 'task-group',
  question: 'When must one failure stop everything?',
  target: mock({ preset: 'rpm50' }),
  workload: { count: 100, prompt: (i) => `Summarise chapter ${i}.`, maxTokens: 64 },
  retry: retry.none(),
  strategies: {
    'fail-fast': taskGroup({ size: 20 }),
    'settle-all': taskGroup({ size: 20, failFast: false }),
    semaphore: semaphore({ size: 20 }),
  },
  thresholds: {
    'makespan{strategy=fail-fast}': 'value < 6s',
    'coverage{strategy=fail-fast}': 'value < 50%',
    'coverage{strategy=settle-all}': 'value > 50%',
  },
});
