import { hdrText } from '../analyze/percentiles.ts';
import type { RunResult, StrategyResult } from '../core/run-result.ts';

/** Latency of one strategy as HdrHistogram percentile text, in milliseconds; empty when nothing was answered. */
export function renderHdr(_: RunResult, { metrics: { latency } }: StrategyResult): string {
  return latency ? hdrText(latency) : '';
}
