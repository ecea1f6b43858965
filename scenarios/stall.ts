import {
  constant,
  constantRate,
  defineScenario,
  freeze,
  gather,
  mock,
  retry,
  workers,
} from 'llm-bench';

/**
 * 100 requests a second for 30 s; from 10 s to 20 s the server stands still. Who counts from the send sees only the few
 * requests that were in flight then: with 20 workers p99 of `service` is 10 ms. Who counts from the moment a request should
 * have been sent sees what the users saw.
 *
 * Expected, exactly, p99 of latency: 9710 ms without a limit, 9720 ms with 20 workers, 9740 ms with 10.
 */
export default defineScenario({
  name: 'stall',
  question: 'Who notices that the server stood still for ten seconds?',
  target: mock({ latency: freeze({ at: '10s', over: '10s', dist: constant({ ms: '10ms' }) }) }),
  workload: { count: 3_000, prompt: (i) => `Answer request ${i}.`, maxTokens: 16 },
  load: constantRate({ perSecond: 100 }),
  retry: retry.none(),
  strategies: {
    gather: gather(),
    'workers-20': workers({ size: 20 }),
    'workers-10': workers({ size: 10 }),
  },
  thresholds: {
    latency: 'p99 > 9s',
    'service{strategy=workers-*}': 'p99 < 20ms',
  },
});
