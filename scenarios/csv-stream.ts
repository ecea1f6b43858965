import { csv, defineScenario, lognormal, mock, waves, workers } from 'llm-bench';

/**
 * 1000 rows, five at once. Rows are read as they are needed, so that a file of any size fits into memory. Reading it in
 * chunks of 50 and waiting for each costs time: a chunk ends with its slowest row, while slots are idle.
 *
 *     bench run scenarios/csv-stream.ts --clock virtual --save-responses answers.jsonl
 *
 * Expected on the virtual clock: workers 100.4±1.0 s, chunks 105.4±1.5 s, and two answers for each row.
 */
export default defineScenario({
  name: 'csv-stream',
  question: 'Stream the rows of a file, or read it in chunks?',
  target: mock({ latency: lognormal({ mean: '500ms', cv: 0.35 }) }),
  workload: csv({
    path: 'data/tickets.csv',
    prompt: (row) => `Positive, negative or neutral? Answer with one word.\n\n${row.text}`,
    maxTokens: 8,
  }),
  strategies: {
    workers: workers({ size: 5 }),
    chunks: waves({ size: 50, pause: 0, concurrency: 5 }),
  },
  thresholds: {
    errors: 'rate == 0',
    'makespan{strategy=workers}': ['value > 96s', 'value < 105s'],
    'makespan{strategy=chunks}': ['value > 100s', 'value < 111s'],
  },
});
