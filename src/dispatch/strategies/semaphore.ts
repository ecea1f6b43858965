import pLimit from 'p-limit';
import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';

export const semaphore = defineStrategy({
  kind: 'semaphore',
  term: 'bulkhead, counting semaphore',
  summary: 'At most `size` at once, by p-limit. With scope `attempt` all items wait in its queue.',
  options: {
    size: {
      type: 'count',
      min: 1,
      default: 10,
      summary: 'slots',
      hint: 'a semaphore of 0 never starts a job; for no limit use gather().',
    },
    scope: {
      type: 'choice',
      of: ['item', 'attempt'],
      default: 'item',
      summary: 'what holds a slot: an item through its back-off, or each attempt by itself',
    },
  },
  width: ({ size }) => size,
  create: ({ size, scope }) => ({
    run(jobs) {
      const limit = pLimit(size);
      return scope === 'item'
        ? startBounded(jobs, size, (job) => limit(() => job.run()))
        : startBounded(jobs, Number.POSITIVE_INFINITY, (job) =>
            job.run((attempt) => limit(attempt)),
          );
    },
  }),
});
