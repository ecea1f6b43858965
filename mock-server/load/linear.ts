import { defineVariant } from '../../src/core/variant.ts';
import type { Load } from './load.ts';
import { createStation, samplingOption } from './sampling.ts';

export const linear = defineVariant({
  kind: 'linear',
  summary: 'Each further request in service makes all take longer by the same share.',
  options: {
    alpha: {
      type: 'number',
      min: 0,
      summary: 'the share: 0.02 = 2 % longer for each further one',
      hint: 'linear({ alpha: 0.02 }).',
    },
    sampling: { ...samplingOption, default: 'arrival' },
  },
  create: ({ alpha, sampling }): Load => ({
    nominal: 0,
    createStation: (clock) => createStation(sampling, clock, (n) => 1 + alpha * (n - 1)),
  }),
});
