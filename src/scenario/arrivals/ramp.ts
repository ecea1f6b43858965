import type { Arrivals } from '../../core/arrivals.ts';
import { defineVariant } from '../../core/variant.ts';
import { alongRates } from './rate-curve.ts';

export const ramp = defineVariant({
  kind: 'ramp',
  summary: 'A rate that rises or falls evenly: where does the server begin to queue?',
  options: {
    from: { type: 'number', min: 0, default: 0, summary: 'items per second at the start' },
    to: { type: 'number', min: 0, summary: 'items per second at the end' },
    over: { type: 'duration', summary: 'how long the change takes' },
    hold: { type: 'duration', default: 0, summary: 'how long `to` is kept after it' },
  },
  complete: (options) =>
    options.from + options.to > 0
      ? options
      : {
          mistake: 'to',
          message: 'expected a rate above 0 at one end at least.',
          hint: "ramp({ from: 1, to: 20, over: '5min' }).",
        },
  create: ({ from, to, over, hold }): Arrivals =>
    alongRates([
      { over, from, to },
      { over: hold, from: to, to },
    ]),
});
