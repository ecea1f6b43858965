import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';

export const uniform = defineVariant({
  kind: 'uniform',
  summary: 'Every time between two is as likely.',
  options: {
    min: {
      type: 'duration',
      summary: 'shortest time',
      hint: "uniform({ min: 30, max: '300ms' }).",
    },
    max: { type: 'duration', summary: 'longest time', hint: "uniform({ min: 30, max: '300ms' })." },
  },
  complete: (options) =>
    options.max >= options.min
      ? options
      : { mistake: 'max', message: `${options.max} ms is below min.`, hint: 'swap the two.' },
  create: ({ min, max }): Latency => ({
    sample: (u) => roundToMicrosecond(min + (max - min) * u),
  }),
});
