import { adaptiveOptions, runAdaptively } from '../adaptive.ts';
import { defineStrategy } from '../define-strategy.ts';
import { vegasLaw } from '../limits/laws/vegas.ts';

export const vegas = defineStrategy({
  kind: 'vegas',
  term: 'TCP Vegas, adaptive concurrency',
  summary: 'Keeps the queue short that it reads from the shortest time of an attempt.',
  options: {
    initial: { type: 'count', min: 1, default: 20, summary: 'attempts at once at the beginning' },
    min: { type: 'count', min: 1, default: 1, summary: 'lowest limit' },
    max: { type: 'count', min: 1, default: 1000, summary: 'highest limit' },
    smoothing: {
      type: 'number',
      min: 0.01,
      max: 1,
      default: 1,
      summary: 'weight of the newest limit',
    },
    ...adaptiveOptions,
  },
  width: ({ max }) => max,
  create: ({ cut, windowed, ...rule }) => ({
    run: (jobs, context) => runAdaptively(vegasLaw(rule), { cut, windowed }, jobs, context),
  }),
});
