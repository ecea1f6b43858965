import { decodeFromCompressedBase64 } from 'hdr-histogram-js';

const TICKS_PER_HALF_DISTANCE = 5;
const MICROSECONDS = 1_000;

/** An encoded histogram as HdrHistogram's percentile text in milliseconds, which its plotters read (`.hgrm`). */
export function percentileText(histogram: string): string {
  return decodeFromCompressedBase64(histogram).outputPercentileDistribution(
    TICKS_PER_HALF_DISTANCE,
    MICROSECONDS,
  );
}
