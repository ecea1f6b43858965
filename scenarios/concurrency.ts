import {
  defineScenario,
  gather,
  mock,
  pacing,
  retry,
  semaphore,
  sequential,
  taskGroup,
  waves,
  workers,
} from 'llm-bench';

/**
 * The first thing to run. 44 calls of about 150 ms against a server that allows 600 requests a minute with bursts of 20,
 * and client code that retries once, as soon as the server says.
 */
export default defineScenario({
  name: 'concurrency',
  question: 'Which way to make 44 calls of about 150 ms is best when 600 a minute are allowed?',
  target: mock({
    latency: { kind: 'lognormal', mean: '150ms', cv: 0.25 },
    limits: { rpm: 600, burst: 20 },
  }),
  workload: {
    count: 44,
    prompt: (i) => `Classify the sentiment of review ${i} in one word.`,
    maxTokens: 64,
  },
  retry: retry({ maxRetries: 1, base: '500ms', cap: '8s', retryAfter: 'exact' }),
  timeouts: { connect: '5s', headers: '10s', total: '30s' },
  strategies: {
    sequential: sequential(),
    gather: gather(),
    'task-group': taskGroup({ size: 20 }),
    semaphore: semaphore({ size: 10 }),
    workers: workers({ size: 10 }),
    waves: waves({ size: 5, pause: '125ms' }),
    pacing: pacing({ rpm: 600 }),
  },
  thresholds: {
    'errors{strategy=sequential}': 'rate == 0',
    'errors{strategy=gather}': 'rate > 10%',
    'rate_limited{strategy=gather}': 'rate > 20%',
    'rate_limited{strategy=pacing}': 'rate == 0',
  },
});
