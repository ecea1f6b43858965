import { csv, defineScenario, lognormal, mock, semaphore, workers } from 'llm-bench';

/**
 * One row, one request, one answer. Keep the answers with their rows:
 *
 *     bench run scenarios/csv.ts --save-responses answers.jsonl
 */
export default defineScenario({
  name: 'csv',
  question: 'Five workers or five semaphore slots to classify the rows of a CSV file?',
  target: mock({ stream: true, latency: lognormal({ mean: '100ms' }) }),
  workload: csv({
    path: 'data/reviews.csv',
    prompt: (row) => `Positive, negative or neutral? Answer with one word.\n\n${row.text}`,
    maxTokens: 8,
  }),
  strategies: {
    workers: workers({ size: 5 }),
    semaphore: semaphore({ size: 5 }),
  },
  thresholds: {
    errors: 'rate == 0',
  },
});
