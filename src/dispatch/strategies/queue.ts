import type { Job } from '../../core/job.ts';
import { Buffer } from '../buffer.ts';
import { defineStrategy } from '../define-strategy.ts';

export const queue = defineStrategy({
  kind: 'queue',
  term: 'producer and consumers, bounded buffer',
  summary:
    '`consumers` loops take from a buffer of `capacity`; the producer waits while it is full.',
  options: {
    consumers: {
      type: 'count',
      min: 1,
      default: 5,
      summary: 'items at once',
      hint: 'with 0 consumers nobody takes from the buffer.',
    },
    capacity: { type: 'count', min: 1, default: 10, summary: 'items in the buffer' },
    produceEvery: {
      type: 'duration',
      default: 0,
      summary: 'time that the producer needs for an item',
    },
  },
  width: ({ consumers }) => consumers,
  slots: ({ consumers }) => consumers,
  create: ({ consumers, capacity, produceEvery }) => ({
    async run(jobs, { clock, signal }) {
      const buffer = new Buffer<Job>(capacity);
      const source = jobs[Symbol.asyncIterator]();

      async function produce(): Promise<void> {
        for (let next = await source.next(); !next.done; next = await source.next()) {
          buffer.put(next.value);
          if (produceEvery > 0) await clock.sleep(produceEvery, signal).catch(() => {});
          await buffer.room();
        }
      }

      async function consume(): Promise<void> {
        for (let job = await buffer.take(); job; job = await buffer.take()) await job.run();
      }

      // The consumers empty the buffer also when the workload breaks: whatever was pulled is settled.
      const [produced] = await Promise.allSettled([
        produce().finally(() => buffer.close()),
        ...Array.from({ length: consumers }, consume),
      ]);
      if (produced.status === 'rejected') throw produced.reason;
    },
  }),
});
