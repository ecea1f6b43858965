import { defineStrategy } from '../define-strategy.ts';
import { createGcra } from '../limits/gcra.ts';
import { rateOptions, startAtRate } from '../start-at-rate.ts';

export const gcra = defineStrategy({
  kind: 'gcra',
  term: 'generic cell rate algorithm',
  summary: 'The starts of a full token bucket, kept as one number: when the next one is expected.',
  options: {
    rpm: {
      type: 'number',
      min: 0.001,
      summary: 'starts per minute',
      hint: 'name your rate limit: gcra({ rpm: 50 }).',
    },
    burst: { type: 'count', min: 1, default: 1, summary: 'starts at once after a pause' },
    ...rateOptions,
  },
  width: ({ size }) => size,
  create: ({ rpm, burst, ...options }) => ({
    run: (jobs, context) =>
      startAtRate(jobs, options, createGcra({ perMinute: rpm, burst }), context),
  }),
});
