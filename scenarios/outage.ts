import { breaker, defineScenario, lognormal, mock, retry, semaphore } from 'llm-bench';

/**
 * From 10 s to 40 s the server answers nothing but 529, after 150 ms each.
 *
 * Expected of 2000 items: without retries 1607±5 are lost, and as many with gRPC's retry budget; two retries, as the SDKs
 * make them, lose 329±3 and send 1014 attempts into the outage; a circuit breaker around them loses about 1 and sends 38.
 * The default policy, `retry()`, loses none and sends 131. The first answer after the outage comes 0.4 s later to the SDK's
 * retries, 1.3 s to the default, and 2.2 s to the breaker.
 */
export default defineScenario({
  name: 'outage',
  question: 'What is lost in an outage of 30 s?',
  target: mock({
    latency: lognormal({ median: '500ms', sigma: 0.3 }),
    rejectLatency: '150ms',
    faults: { outage: { kind: 'status', status: 529, window: ['10s', '40s'] } },
  }),
  workload: { count: 2_000, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  retry: retry.anthropicSdk(),
  strategies: {
    never: { ...semaphore({ size: 20 }), retry: retry.none() },
    sdk: semaphore({ size: 20 }),
    default: { ...semaphore({ size: 20 }), retry: retry() },
    budget: { ...semaphore({ size: 20 }), retry: retry({ budget: 'grpc', exempt: 'none' }) },
    breaker: breaker({ size: 20 }),
  },
  thresholds: {
    'errors{strategy=breaker}': 'rate < 1%',
    'errors{strategy=never}': 'rate > 78%',
    'errors{strategy=budget}': 'rate > 78%',
    'errors{strategy=sdk}': ['rate > 15%', 'rate < 18%'],
    'errors{strategy=default}': 'rate == 0',
    'overloaded{strategy=breaker}': 'rate < 5%',
    'overloaded{strategy=sdk}': 'rate > 25%',
  },
});
