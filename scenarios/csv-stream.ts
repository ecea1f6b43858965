import { csv, defineScenario, lognormal, mock, waves, workers } from 'llm-bench';

/**
 * Rows are read as they are needed, so that a file of any size fits into memory. Reading it in chunks and waiting for
 * each costs time: a chunk ends with its slowest row, while slots are idle.
 *
 * Expected: chunks take 5 to 10 % longer than workers.
 */
export default defineScenario({
  name: 'csv-stream',
  question: 'Stream the rows of a file, or read it in chunks?',
  target: mock({ latency: lognormal({ mean: '500ms' }) }),
  workload: csv({
    path: 'data/reviews.csv',
    prompt: (row) => `Positive, negative or neutral? Answer with one word.\n\n${row.text}`,
    maxTokens: 8,
  }),
  strategies: {
    workers: workers({ size: 5 }),
    chunks: waves({ size: 25, pause: 0, concurrency: 5 }),
  },
});
