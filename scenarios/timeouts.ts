import { constant, defineScenario, mock, phased, retry, semaphore } from 'llm-bench';

/**
 * Two streams from a server that thinks for 40 s before it says anything; the second one falls silent after five events. A
 * timeout is a question to a part of the exchange, and its outcome names that part: `timeout(total)`, `timeout(first-token)`.
 *
 * Expected, exactly: `total: '3s'` ends both at 3 s, `headers: '10s'` at 10 s, `firstToken: '30s'` at 30 s. `idle: '15s'`
 * lets the first one end and gives up the second one 15 s after its last event. Waiting for a slot counts towards none of
 * them: it is the metric `queue`.
 */
export default defineScenario({
  name: 'timeouts',
  question: 'Which part timed out?',
  target: mock({
    stream: true,
    latency: phased({ headers: '40s', ttft: constant({ ms: '40s' }), itl: '100ms' }),
    faults: { silent: { kind: 'stall', afterEvents: 5, items: [1] } },
  }),
  workload: { count: 2, prompt: (i) => `Prove theorem ${i}.`, maxTokens: 32 },
  retry: retry.none(),
  strategies: {
    total: { ...semaphore({ size: 2 }), timeouts: { total: '3s' } },
    headers: { ...semaphore({ size: 2 }), timeouts: { headers: '10s' } },
    'first-token': { ...semaphore({ size: 2 }), timeouts: { firstToken: '30s' } },
    idle: { ...semaphore({ size: 2 }), timeouts: { idle: '15s' } },
  },
  thresholds: {
    'makespan{strategy=total}': ['value >= 3s', 'value < 3.1s'],
    'makespan{strategy=headers}': ['value >= 10s', 'value < 10.1s'],
    'makespan{strategy=first-token}': ['value >= 30s', 'value < 30.1s'],
    'makespan{strategy=idle}': ['value >= 55s', 'value < 55.5s'],
    'timeouts{strategy=total}': 'rate == 100%',
    'timeouts{strategy=idle}': 'rate == 50%',
  },
});
