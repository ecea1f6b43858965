import type { Arrivals } from '../../core/arrivals.ts';
import { roundToMicrosecond } from '../../core/units.ts';
import { defineVariant } from '../../core/variant.ts';
import { durationOption } from './duration.ts';

/**
 * A Poisson process: gaps are exponential, −ln(1 − u) / λ, each drawn for its own item, so that the schedule is the same for
 * every strategy.
 */
export const poisson = defineVariant({
  kind: 'poisson',
  summary: 'Items at random instants, `perSecond` on average, as independent users send them.',
  options: {
    perSecond: { type: 'number', min: 1e-6, summary: 'items per second, on average' },
    duration: durationOption,
  },
  create: ({ perSecond, duration = Number.POSITIVE_INFINITY }): Arrivals => ({
    next(_index, previous, u) {
      const due = previous + roundToMicrosecond((-Math.log1p(-u) / perSecond) * 1_000);
      return due < duration ? due : undefined;
    },
    ...(Number.isFinite(duration) && { end: duration }),
  }),
});
