import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';
import { normalQuantile } from './normal-quantile.ts';

/** The smallest uniform: below it lies no service time that a clock of microseconds could show. */
const TINIEST = 2 ** -54;

export const lognormal = defineVariant({
  kind: 'lognormal',
  summary: 'Skewed like real LLM calls: most near the mean, a few several times as long.',
  options: {
    mean: { type: 'duration', default: 2_000, summary: 'mean service time' },
    cv: {
      type: 'number',
      min: 0,
      default: 0.35,
      summary: 'coefficient of variation: standard deviation divided by mean; 0 = constant',
      hint: 'a spread cannot be negative; 0 makes every request take the mean.',
    },
  },
  /**
   * sigma² = ln(1 + cv²), mu = ln(mean) - sigma²/2: the mean stays what the user named, whatever
   * the spread.
   */
  create: ({ mean, cv }): Latency => {
    const variance = Math.log1p(cv * cv);
    const sigma = Math.sqrt(variance);
    const median = mean * Math.exp(-variance / 2);
    return {
      sample: (u) =>
        roundToMicrosecond(median * Math.exp(sigma * normalQuantile(Math.max(u, TINIEST)))),
    };
  },
});
