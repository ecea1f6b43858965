import type { Arrivals } from '../../core/arrivals.ts';
import { defineVariant } from '../../core/variant.ts';
import { durationOption } from './duration.ts';
import { alongRates } from './rate-curve.ts';

export const spike = defineVariant({
  kind: 'spike',
  summary: 'A constant rate with a burst in it: how long until the backlog is gone?',
  options: {
    perSecond: { type: 'number', min: 1e-6, summary: 'items per second before and after it' },
    peak: { type: 'number', min: 0, summary: 'items per second within it' },
    at: { type: 'duration', summary: 'when it begins' },
    over: { type: 'duration', summary: 'how long it lasts' },
    duration: durationOption,
  },
  create: ({ perSecond: rate, peak, at, over, duration }): Arrivals =>
    alongRates(
      [
        { over: at, from: rate, to: rate },
        { over, from: peak, to: peak },
        { over: Number.POSITIVE_INFINITY, from: rate, to: rate },
      ],
      duration,
    ),
});
