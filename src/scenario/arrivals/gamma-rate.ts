import { gammaQuantile } from '../../../mock-server/latency/gamma-function.ts';
import type { Arrivals } from '../../core/arrivals.ts';
import { roundToMicrosecond } from '../../core/units.ts';
import { defineVariant } from '../../core/variant.ts';
import { durationOption } from './duration.ts';

/**
 * Gaps from a gamma distribution of shape k and mean 1 / λ: their coefficient of variation is 1/√k. k = 1 is the Poisson
 * process, k → ∞ a constant rate.
 */
export const gammaRate = defineVariant({
  kind: 'gamma-rate',
  summary: 'Items in clumps or evenly: `burstiness` below 1 bursts more than independent users do.',
  options: {
    perSecond: { type: 'number', min: 1e-6, summary: 'items per second, on average' },
    burstiness: {
      type: 'number',
      min: 0.01,
      max: 10_000,
      summary: 'shape k of the gaps, which vary by 1/√k: 0.25 = bursts, 1 = Poisson, 100 = even',
      hint: 'for gaps that are all equal use constantRate().',
    },
    duration: durationOption,
  },
  create: ({ perSecond, burstiness, duration = Number.POSITIVE_INFINITY }): Arrivals => {
    const scale = 1_000 / perSecond / burstiness;
    return {
      next(_index, previous, u) {
        const due = previous + roundToMicrosecond(scale * gammaQuantile(u, burstiness));
        return due < duration ? due : undefined;
      },
      ...(Number.isFinite(duration) && { end: duration }),
    };
  },
});
