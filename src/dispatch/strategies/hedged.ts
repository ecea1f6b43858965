import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';
import { RunningPercentile } from '../limits/running-percentile.ts';

/** Durations that the percentile is taken of, and how many it takes to trust it: guesses. */
const KEPT = 1_000;
const TRUSTED = 20;

/**
 * Source: Dean and Barroso, "The Tail at Scale" (2013). The percentile is of answered attempts: those that lost a race
 * ended early and say nothing, so that it comes out a little low.
 */
export const hedged = defineStrategy({
  kind: 'hedged',
  term: 'hedged (backup) requests',
  summary: 'A copy of every attempt that takes too long; the first answer wins.',
  options: {
    size: {
      type: 'count',
      min: 1,
      default: 20,
      summary: 'items at once',
      hint: 'with 0 items at once no job ever starts.',
    },
    after: {
      type: 'duration',
      optional: true,
      summary: 'when a copy is sent; unless named, at the p95 of the answers so far',
    },
    max: { type: 'count', min: 2, default: 2, summary: 'copies alive, the original included' },
  },
  width: ({ size, max }) => size * max,
  create: ({ size, after, max }) => ({
    run(jobs, { observe }) {
      const durations = new RunningPercentile(KEPT, TRUSTED);
      if (after === undefined) {
        observe(({ outcome, startedAt, endedAt }) => {
          if (outcome.kind === 'ok') durations.add(endedAt - startedAt);
          return undefined;
        });
      }
      const hedge = { max, after: () => after ?? durations.p95 };
      return startBounded(jobs, size, (job) => job.run(undefined, hedge));
    },
  }),
});
