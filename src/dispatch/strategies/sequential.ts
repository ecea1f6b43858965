import { defineStrategy } from '../define-strategy.ts';

export const sequential = defineStrategy({
  kind: 'sequential',
  term: 'serial baseline',
  summary: 'One item after the other: a loop with `await` inside.',
  options: {},
  width: () => 1,
  slots: () => 1,
  create: () => ({
    async run(jobs) {
      for await (const job of jobs) await job.run();
    },
  }),
});
