import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';

export const gather = defineStrategy({
  kind: 'gather',
  term: 'unbounded fan-out',
  summary: 'Every item at once: `Promise.all` over the whole list.',
  options: {},
  width: () => undefined,
  create: () => ({
    run: (jobs) => startBounded(jobs, Number.POSITIVE_INFINITY, (job) => job.run()),
  }),
});
