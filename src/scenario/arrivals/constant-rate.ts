import type { Arrivals } from '../../core/arrivals.ts';
import { defineVariant } from '../../core/variant.ts';
import { durationOption } from './duration.ts';

export const constantRate = defineVariant({
  kind: 'constant-rate',
  summary: 'One item every 1 / `perSecond` seconds, whether or not the last ones are done.',
  options: {
    perSecond: { type: 'number', min: 1e-6, summary: 'items per second' },
    duration: durationOption,
  },
  create: ({ perSecond, duration = Number.POSITIVE_INFINITY }): Arrivals => ({
    next(index) {
      // From the index, not from the last instant: rounding never adds up.
      const due = (index * 1_000) / perSecond;
      return due < duration ? due : undefined;
    },
    ...(Number.isFinite(duration) && { end: duration }),
  }),
});
