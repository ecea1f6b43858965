import { adaptiveOptions, runAdaptively } from '../adaptive.ts';
import { defineStrategy } from '../define-strategy.ts';
import { gradient2Law } from '../limits/laws/gradient2.ts';

export const gradient2 = defineStrategy({
  kind: 'gradient2',
  term: 'gradient of average latency, adaptive concurrency',
  summary: 'Fewer at once when attempts take longer than on average; the origin ignores drops.',
  options: {
    initial: { type: 'count', min: 1, default: 20, summary: 'attempts at once at the beginning' },
    min: { type: 'count', min: 1, default: 1, summary: 'lowest limit' },
    max: { type: 'count', min: 1, default: 200, summary: 'highest limit' },
    smoothing: {
      type: 'number',
      min: 0.01,
      max: 1,
      default: 0.2,
      summary: 'weight of the newest limit',
    },
    queue: { type: 'count', min: 0, default: 4, summary: 'room that is left for a queue' },
    tolerance: {
      type: 'number',
      min: 1,
      default: 1.5,
      summary: 'how much longer than the average an attempt may take',
    },
    dropRatio: {
      type: 'number',
      min: 0.01,
      max: 1,
      optional: true,
      summary: 'what is left of the limit after a drop; drops are ignored unless named',
    },
    ...adaptiveOptions,
  },
  width: ({ max }) => max,
  create: ({ cut, windowed, ...rule }) => ({
    run: (jobs, context) => runAdaptively(gradient2Law(rule), { cut, windowed }, jobs, context),
  }),
});
