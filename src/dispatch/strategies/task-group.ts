import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';

export const taskGroup = defineStrategy({
  kind: 'task-group',
  term: 'structured concurrency',
  summary: 'At most `size` items at once; the first item that fails cancels all others.',
  options: {
    size: {
      type: 'count',
      min: 1,
      default: 20,
      summary: 'items at once',
      hint: 'a group of 0 never starts a job; for no limit use gather().',
    },
    failFast: {
      type: 'flag',
      default: true,
      summary: 'whether the first failure cancels the rest',
    },
  },
  width: ({ size }) => size,
  slots: ({ size }) => size,
  create: ({ size, failFast }) => ({
    run: (jobs, { abort }) =>
      startBounded(jobs, size, async (job) => {
        const { item, outcome } = await job.run();
        if (failFast && outcome.kind !== 'ok') abort(`item ${item.index} failed: ${outcome.kind}`);
      }),
  }),
});
