import type { Arrivals } from '../../core/arrivals.ts';
import { defineVariant } from '../../core/variant.ts';
import { alongRates } from './rate-curve.ts';

export const steps = defineVariant({
  kind: 'steps',
  summary: 'Constant rates one after the other: which of them is too much?',
  options: {
    stages: {
      type: 'list',
      of: {
        perSecond: { type: 'number', min: 0, summary: 'items per second; 0 = a pause' },
        over: { type: 'duration', summary: 'how long it lasts' },
      },
      summary: 'rates with the time that each lasts',
      hint: "steps({ stages: [{ perSecond: 5, over: '1min' }, { perSecond: 10, over: '1min' }] }).",
    },
  },
  create: ({ stages }): Arrivals =>
    alongRates(stages.map(({ perSecond, over }) => ({ over, from: perSecond, to: perSecond }))),
});
