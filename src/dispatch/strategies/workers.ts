import type { Job } from '../../core/job.ts';
import { defineStrategy } from '../define-strategy.ts';

export const workers = defineStrategy({
  kind: 'workers',
  term: 'worker pool, pull queue',
  summary: '`size` loops that each pull the next item when they are done with the last.',
  options: {
    size: {
      type: 'count',
      min: 1,
      default: 10,
      summary: 'loops',
      hint: 'with 0 workers no job ever starts; for no limit use gather().',
    },
  },
  divides: () => ['size'],
  width: ({ size }) => size,
  slots: ({ size }) => size,
  create: ({ size }) => ({
    async run(jobs) {
      const queue = jobs[Symbol.asyncIterator]();
      await Promise.all(Array.from({ length: size }, () => work(queue)));
    },
  }),
});

async function work(queue: AsyncIterator<Job>): Promise<void> {
  for (let next = await queue.next(); !next.done; next = await queue.next()) await next.value.run();
}
