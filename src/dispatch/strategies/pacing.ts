import { defineStrategy } from '../define-strategy.ts';
import { createSpacing } from '../limits/spacing.ts';
import { rateOptions, startAtRate } from '../start-at-rate.ts';

export const pacing = defineStrategy({
  kind: 'pacing',
  term: 'constant spacing, leaky bucket as a meter',
  summary: 'One start every 60 / `rpm` seconds, retries included; idle time is not saved up.',
  options: {
    rpm: {
      type: 'number',
      min: 0.001,
      summary: 'starts per minute',
      hint: 'name your rate limit: pacing({ rpm: 50 }).',
    },
    ...rateOptions,
  },
  width: ({ size }) => size,
  create: ({ rpm, ...options }) => ({
    run: (jobs, context) => startAtRate(jobs, options, createSpacing(rpm), context),
  }),
});
