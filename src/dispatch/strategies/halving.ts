import { adaptiveOptions, runAdaptively } from '../adaptive.ts';
import { defineStrategy } from '../define-strategy.ts';
import { halvingLaw } from '../limits/laws/halving.ts';

export const halving = defineStrategy({
  kind: 'halving',
  term: 'halving, additive increase',
  summary: 'Half as many at once after a drop, one more after a whole limit of ok attempts.',
  options: {
    initial: { type: 'count', min: 1, default: 100, summary: 'attempts at once at the beginning' },
    min: { type: 'count', min: 1, default: 5, summary: 'lowest limit' },
    max: { type: 'count', min: 1, default: 100, summary: 'highest limit' },
    ...adaptiveOptions,
  },
  width: ({ max }) => max,
  create: ({ cut, windowed, ...rule }) => ({
    run: (jobs, context) => runAdaptively(halvingLaw(rule), { cut, windowed }, jobs, context),
  }),
});
