import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import type { Quantiles } from '../../src/core/option.ts';

/** Steps of the table: a tail of 0.1 % keeps corners of its own. */
const STEPS = 2_000;

/**
 * Inverse CDF of an encoded histogram of microseconds, in milliseconds.
 *
 * @returns `undefined` when the text is no histogram, or an empty one
 */
export function hdrQuantiles(base64: string): Quantiles | undefined {
  try {
    const histogram = decodeFromCompressedBase64(base64);
    if (histogram.totalCount === 0) return undefined;
    return Array.from({ length: STEPS + 1 }, (_, step) => {
      const p = step / STEPS;
      return [p, histogram.getValueAtPercentile(100 * p) / 1_000] as const;
    });
  } catch {
    return undefined;
  }
}
