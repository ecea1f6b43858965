import { adaptiveOptions, runAdaptively } from '../adaptive.ts';
import { defineStrategy } from '../define-strategy.ts';
import { ciadLaw } from '../limits/laws/ciad.ts';
import { classify, classifyEndpoint, classifyHost } from '../sample-class.ts';

const scopes = { all: classify, host: classifyHost, endpoint: classifyEndpoint };

export const ciad = defineStrategy({
  kind: 'ciad',
  term: 'cautious increase, aggressive decrease',
  summary: 'One more at once after a round trip without drops, a share fewer after each drop.',
  options: {
    initial: { type: 'count', min: 1, default: 20, summary: 'attempts at once at the beginning' },
    ratio: {
      type: 'number',
      min: 0.5,
      max: 0.99,
      default: 0.9,
      summary: 'what is left of the limit after a drop',
    },
    scope: {
      type: 'choice',
      of: ['all', 'host', 'endpoint'],
      default: 'all',
      summary: 'what counts as a drop: all, 5xx and broken connections, or 429 and 500',
    },
    ...adaptiveOptions,
  },
  width: () => undefined,
  create: ({ scope, cut, windowed, ...rule }) => ({
    run: (jobs, context) =>
      runAdaptively(ciadLaw(rule), { cut, windowed }, jobs, context, scopes[scope]),
  }),
});
