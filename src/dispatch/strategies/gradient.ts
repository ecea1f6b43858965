import { adaptiveOptions, runAdaptively } from '../adaptive.ts';
import { defineStrategy } from '../define-strategy.ts';
import { gradientLaw } from '../limits/laws/gradient.ts';

export const gradient = defineStrategy({
  kind: 'gradient',
  term: 'gradient of latency, adaptive concurrency',
  summary: 'Fewer at once when attempts take longer than twice the shortest.',
  options: {
    initial: { type: 'count', min: 1, default: 50, summary: 'attempts at once at the beginning' },
    min: { type: 'count', min: 1, default: 1, summary: 'lowest limit' },
    max: { type: 'count', min: 1, default: 1000, summary: 'highest limit' },
    smoothing: {
      type: 'number',
      min: 0.01,
      max: 1,
      default: 0.2,
      summary: 'weight of a lower limit; a higher one counts at once',
    },
    tolerance: {
      type: 'number',
      min: 1,
      default: 2,
      summary: 'how much longer than the shortest an attempt may take',
    },
    dropRatio: {
      type: 'number',
      min: 0.01,
      max: 1,
      default: 0.9,
      summary: 'what is left of the limit after a drop, before smoothing',
    },
    ...adaptiveOptions,
  },
  width: ({ max }) => max,
  create: ({ cut, windowed, ...rule }) => ({
    run: (jobs, context) => runAdaptively(gradientLaw(rule), { cut, windowed }, jobs, context),
  }),
});
