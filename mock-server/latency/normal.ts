import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import { lowerGamma } from './gamma-function.ts';
import type { Latency } from './latency.ts';
import { normalQuantile } from './normal-quantile.ts';
import { TINIEST } from './uniform-bounds.ts';

export const normal = defineVariant({
  kind: 'normal',
  summary: 'Symmetric around a mean. What would lie below 0 is cut off.',
  options: {
    mean: {
      type: 'duration',
      summary: 'mean before the cut',
      hint: "normal({ mean: '2s', sd: 300 }).",
    },
    sd: { type: 'duration', summary: 'standard deviation before the cut' },
  },
  create: ({ mean, sd }): Latency => {
    if (sd === 0) return { sample: () => roundToMicrosecond(mean) };
    const below = normalCdf(-mean / sd);
    return {
      sample(u) {
        const p = Math.min(Math.max(below + u * (1 - below), TINIEST), 1 - TINIEST);
        return Math.max(0, roundToMicrosecond(mean + sd * normalQuantile(p)));
      },
    };
  },
});

/** By the chi-square distribution of one degree of freedom. */
function normalCdf(z: number): number {
  const half = lowerGamma(0.5, (z * z) / 2) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}
