import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';

export const constant = defineVariant({
  kind: 'constant',
  summary: 'Every request takes the same time.',
  options: {
    ms: {
      type: 'duration',
      summary: 'service time',
      hint: "name the service time: constant({ ms: '2s' }).",
    },
  },
  create: ({ ms }): Latency => {
    const rounded = roundToMicrosecond(ms);
    return { sample: () => rounded };
  },
});
