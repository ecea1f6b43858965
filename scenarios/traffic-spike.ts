import { constant, constantRate, defineScenario, gather, mock, retry, workers } from 'llm-bench';

/**
 * For a minute 50 requests a second arrive at a server that does 20. An open load does not wait for replies: what cannot
 * be served queues, in the server or in the client.
 *
 * Expected, exactly: the last of 3000 is done at 150 s either way, 90 s after it was due.
 */
export default defineScenario({
  name: 'traffic-spike',
  question: 'What becomes of 50 requests a second when the server does 20?',
  target: mock({ latency: constant({ ms: '50ms' }), queue: { slots: 1 } }),
  workload: { count: 3_000, prompt: (i) => `Answer request ${i}.`, maxTokens: 16 },
  load: constantRate({ perSecond: 50 }),
  retry: retry.none(),
  strategies: {
    'queue-in-server': gather(),
    'queue-in-client': workers({ size: 5 }),
  },
  thresholds: {
    makespan: ['value >= 150s', 'value < 155s'],
    latency: ['max > 89s', 'max < 95s'],
  },
});
