import { adaptiveOptions, runAdaptively } from '../adaptive.ts';
import { defineStrategy } from '../define-strategy.ts';
import { aimdLaw } from '../limits/laws/aimd.ts';

export const aimd = defineStrategy({
  kind: 'aimd',
  term: 'additive increase, multiplicative decrease',
  summary: 'One more at once after each ok, a share fewer after each drop.',
  options: {
    initial: { type: 'count', min: 1, default: 20, summary: 'attempts at once at the beginning' },
    min: { type: 'count', min: 1, default: 1, summary: 'lowest limit' },
    max: { type: 'count', min: 1, default: 200, summary: 'highest limit' },
    ratio: {
      type: 'number',
      min: 0.5,
      max: 0.99,
      default: 0.9,
      summary: 'what is left of the limit after a drop',
    },
    timeout: {
      type: 'duration',
      optional: true,
      summary: 'a longer attempt counts as a drop; none is too long unless named',
    },
    ...adaptiveOptions,
  },
  width: ({ max }) => max,
  create: ({ cut, windowed, ...rule }) => ({
    run: (jobs, context) => runAdaptively(aimdLaw(rule), { cut, windowed }, jobs, context),
  }),
});
