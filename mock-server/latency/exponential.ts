import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';

export const exponential = defineVariant({
  kind: 'exponential',
  summary: 'As if each moment were as likely to be the last: cv 1.',
  options: {
    mean: { type: 'duration', summary: 'mean', hint: "exponential({ mean: '2s' })." },
  },
  create: ({ mean }): Latency => ({
    sample: (u) => roundToMicrosecond(-mean * Math.log1p(-u)),
  }),
});
