import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';
import { take } from '../take.ts';

export const waves = defineStrategy({
  kind: 'waves',
  term: 'batching with a barrier, chunked stream',
  summary: 'Starts `size` items, waits for all of them, pauses, and starts the next `size`.',
  options: {
    size: {
      type: 'count',
      min: 1,
      default: 5,
      summary: 'items in a wave',
      hint: 'a wave of 0 never starts a job; for no limit use gather().',
    },
    pause: { type: 'duration', default: 1_000, summary: 'rest between two waves' },
    concurrency: {
      type: 'count',
      min: 1,
      optional: true,
      summary: 'items at once within a wave, which then is a chunk; all of them unless named',
    },
  },
  width: ({ size, concurrency }) => Math.min(size, concurrency ?? size),
  slots: ({ size, concurrency }) => Math.min(size, concurrency ?? size),
  create: ({ size, pause, concurrency = size }) => ({
    async run(jobs, { clock, signal }) {
      const queue = jobs[Symbol.asyncIterator]();
      for (;;) {
        await startBounded(take(queue, size), concurrency, (job) => job.run());
        if (jobs.exhausted || signal.aborted) return;
        await clock.sleep(pause, signal).catch(() => {});
      }
    },
  }),
});
