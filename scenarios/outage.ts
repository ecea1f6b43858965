import { breaker, defineScenario, lognormal, mock, retry, semaphore } from 'llm-bench';

/**
 * From 10 s to 40 s the server answers nothing but 529, after 150 ms each. The client retries twice, as the SDKs do.
 *
 * Expected of 2000 items: a semaphore loses 329±3 and sends 1014 attempts into the outage; a circuit breaker loses about
 * 1 and sends 38. With the default policy, `retry()`, a semaphore loses none.
 */
export default defineScenario({
  name: 'outage',
  question: 'What is lost in an outage of 30 s?',
  target: mock({
    latency: lognormal({ median: '500ms', sigma: 0.5 }),
    rejectLatency: '150ms',
    faults: { outage: { kind: 'status', status: 529, window: ['10s', '40s'] } },
  }),
  workload: { count: 2_000, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.anthropicSdk(),
  strategies: {
    semaphore: semaphore({ size: 20 }),
    breaker: breaker({ size: 20 }),
  },
  thresholds: {
    'errors{strategy=breaker}': 'rate < 1%',
    'errors{strategy=semaphore}': ['rate > 15%', 'rate < 18%'],
    'overloaded{strategy=breaker}': 'rate < 5%',
    'overloaded{strategy=semaphore}': 'rate > 25%',
  },
});
