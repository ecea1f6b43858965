import { defineStrategy } from '../define-strategy.ts';
import { createFixedWindow } from '../limits/fixed-window.ts';
import { rateOptions, startAtRate } from '../start-at-rate.ts';

export const fixedWindow = defineStrategy({
  kind: 'fixed-window',
  term: 'fixed window counter',
  summary: '`cap` starts per window; around its edge twice as many start in one window length.',
  options: {
    cap: {
      type: 'count',
      min: 1,
      summary: 'starts in a window',
      hint: 'name your rate limit: fixedWindow({ cap: 50 }) for 50 a minute.',
    },
    window: { type: 'duration', default: 60_000, summary: 'width of a window' },
    align: {
      type: 'choice',
      of: ['clock', 'first'],
      default: 'clock',
      summary: 'whether windows follow the clock or open with the first start after the last one',
    },
    ...rateOptions,
  },
  width: ({ size }) => size,
  create: ({ cap, window, align, ...options }) => ({
    run: (jobs, context) =>
      startAtRate(jobs, options, createFixedWindow({ cap, window }, align), context),
  }),
});
