import { defineStrategy } from '../define-strategy.ts';
import { createSpacing } from '../limits/spacing.ts';
import { startAtRate } from '../start-at-rate.ts';

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
    size: { type: 'count', min: 1, default: 100, summary: 'items at once' },
  },
  width: ({ size }) => size,
  create: ({ rpm, size }) => ({
    run: (jobs, context) => startAtRate(jobs, size, createSpacing(rpm), context),
  }),
});
