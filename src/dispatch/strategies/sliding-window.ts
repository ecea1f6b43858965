import { defineStrategy } from '../define-strategy.ts';
import { createSlidingCounter } from '../limits/sliding-counter.ts';
import { createSlidingLog } from '../limits/sliding-log.ts';
import { rateOptions, startAtRate } from '../start-at-rate.ts';

const methods = { log: createSlidingLog, counter: createSlidingCounter };

export const slidingWindow = defineStrategy({
  kind: 'sliding-window',
  term: 'sliding window log or counter',
  summary: 'At most `cap` starts in every window, wherever it begins; a counter estimates them.',
  options: {
    cap: {
      type: 'count',
      min: 1,
      summary: 'starts in a window',
      hint: 'name your rate limit: slidingWindow({ cap: 50 }) for 50 a minute.',
    },
    window: { type: 'duration', default: 60_000, summary: 'width of the window' },
    method: {
      type: 'choice',
      of: ['log', 'counter'],
      default: 'log',
      summary: 'whether every start is remembered, or two windows are weighted',
    },
    ...rateOptions,
  },
  width: ({ size }) => size,
  create: ({ cap, window, method, ...options }) => ({
    run: (jobs, context) => startAtRate(jobs, options, methods[method]({ cap, window }), context),
  }),
});
