import { defineScenario, lognormal, mock, queue, workers } from 'llm-bench';

/**
 * A producer that fills a buffer of 10 for 5 consumers, against 5 workers that pull for themselves.
 *
 * Expected: the same schedule to the microsecond, unless the producer is slow: one item every 500 ms makes 51 s of it.
 */
export default defineScenario({
  name: 'producer-consumer',
  question: 'Does a bounded queue between producer and consumers cost anything?',
  target: mock({ latency: lognormal({ mean: '2s', cv: 0.35 }) }),
  workload: { count: 100, prompt: (i) => `Translate paragraph ${i}.`, maxTokens: 64 },
  strategies: {
    workers: workers({ size: 5 }),
    queue: queue({ consumers: 5, capacity: 10 }),
    'slow-producer': queue({ consumers: 5, capacity: 10, produceEvery: '500ms' }),
  },
  thresholds: {
    errors: 'rate == 0',
    'makespan{strategy=slow-producer}': ['value > 50s', 'value < 56s'],
  },
});
