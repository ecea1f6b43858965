import type { RunResult } from '../core/run-result.ts';
import { formatDuration } from './format.ts';

/** What network and harness add to a request, by both accounts; `undefined` where the mock server was not asked for its own. */
export function overheadSentence({ strategies }: RunResult): string | undefined {
  const medians = strategies.flatMap(({ metrics }) => metrics.server?.overhead_p50_ms ?? []);
  if (medians.length === 0) return undefined;
  const [low, high] = [Math.min(...medians), Math.max(...medians)].map((ms) => formatDuration(ms));
  const range = low === high ? low : `${low} to ${high}`;
  return `Network and harness took ${range} of a request, in the median of a strategy.`;
}
