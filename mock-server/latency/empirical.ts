import type { Quantiles } from '../../src/core/option.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import { defineVariant } from '../../src/core/variant.ts';
import { hdrQuantiles } from './hdr-quantiles.ts';
import type { Latency } from './latency.ts';

const SOURCES = ['values', 'quantiles', 'hdr'] as const;

export const empirical = defineVariant({
  kind: 'empirical',
  summary: 'As measured: single values, a table of quantiles, or the histogram of an earlier run.',
  options: {
    values: { type: 'numbers', optional: true, summary: 'measured values in ms' },
    quantiles: {
      type: 'quantiles',
      optional: true,
      summary: 'pairs [p, ms]; linear between them, constant outside',
    },
    hdr: {
      type: 'text',
      optional: true,
      summary: 'HDR histogram of microseconds in base64, as results hold it',
    },
  },
  complete(options) {
    const named = SOURCES.filter((source) => options[source] !== undefined);
    const hint = 'name exactly one of values, quantiles and hdr.';
    const [source, other] = named;
    if (source === undefined) return { mistake: 'values', message: 'missing.', hint };
    if (other !== undefined)
      return { mistake: other, message: `does not go with ${source}.`, hint };
    if (options.hdr === undefined || hdrQuantiles(options.hdr) !== undefined) return options;
    return {
      mistake: 'hdr',
      message: 'expected an HDR histogram in base64.',
      hint: 'copy the text of "histogram" from a result, where it has a count above 0.',
    };
  },
  create({ values, quantiles, hdr }): Latency {
    const table = quantiles ?? hdrQuantiles(hdr ?? '') ?? evenly(values ?? []);
    return { sample: (u) => roundToMicrosecond(interpolate(table, u)) };
  },
});

/** The smallest value at 0, the largest at 1, the others at even distances. */
function evenly(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const last = Math.max(1, sorted.length - 1);
  return sorted.map((value, index) => [index / last, value]);
}

function interpolate(table: Quantiles, u: number): number {
  let low = 0;
  let high = table.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((table[middle]?.[0] ?? 0) <= u) low = middle;
    else high = middle;
  }
  const [fromP, from] = table[low] ?? [0, 0];
  const [toP, to] = table[high] ?? [fromP, from];
  const share = toP > fromP ? (u - fromP) / (toP - fromP) : 0;
  return from + (to - from) * Math.min(1, Math.max(0, share));
}
