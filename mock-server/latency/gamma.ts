import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import { gammaQuantile } from './gamma-function.ts';
import type { Latency } from './latency.ts';

/** Narrower than this the distribution is its mean. */
const NARROWEST = 1e-4;

export const gamma = defineVariant({
  kind: 'gamma',
  summary: 'A sum of exponential steps: skewed, with a lighter tail than lognormal.',
  options: {
    mean: { type: 'duration', summary: 'mean', hint: "gamma({ mean: '2s', cv: 0.5 })." },
    cv: {
      type: 'number',
      min: 0,
      default: 0.35,
      summary: 'coefficient of variation: standard deviation divided by mean; 0 = constant',
    },
  },
  /** Shape 1 / cv², scale mean * cv². */
  create: ({ mean, cv }): Latency => {
    if (cv < NARROWEST) return { sample: () => roundToMicrosecond(mean) };
    const scale = mean * cv * cv;
    const shape = 1 / (cv * cv);
    return { sample: (u) => roundToMicrosecond(scale * gammaQuantile(u, shape)) };
  },
});
