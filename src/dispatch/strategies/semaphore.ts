import pLimit from 'p-limit';
import PQueue from 'p-queue';
import type { Around } from '../../core/job.ts';
import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';
import { Slots } from '../slots.ts';

/** The same semaphore from three hands: equal schedules, at different cost in CPU time. */
const engines = {
  own: (size: number): Around => new Slots(size).run,
  'p-limit': (size: number): Around => pLimit(size),
  'p-queue': (size: number): Around => {
    const queue = new PQueue({ concurrency: size });
    return async (work) => queue.add(work);
  },
};

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
    engine: {
      type: 'choice',
      of: ['own', 'p-limit', 'p-queue'],
      optional: true,
      summary: 'whose semaphore: p-limit unless named; all keep the same schedule',
    },
  },
  divides: () => ['size'],
  width: ({ size }) => size,
  slots: ({ size }) => size,
  create: ({ size, scope, engine = 'p-limit' }) => ({
    run(jobs) {
      const limit = engines[engine](size);
      return scope === 'item'
        ? startBounded(jobs, size, (job) => limit(() => job.run()))
        : startBounded(jobs, Number.POSITIVE_INFINITY, (job) =>
            job.run((attempt) => limit(attempt)),
          );
    },
  }),
});
