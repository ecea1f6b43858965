import type { RunResult } from '../core/run-result.ts';
import { formatDuration, formatPerSecond, formatShare, MISSING } from './format.ts';

/**
 * How much of each strategy's work was good enough: `goodput within latency 2.00 s: pool 4.83/s (97 %)`.
 *
 * @returns `undefined` where the scenario sets no limits
 */
export function goodputSentence({ plan: { slo }, strategies }: RunResult): string | undefined {
  if (!slo || strategies.length === 0) return undefined;
  const limits = Object.entries(slo).map(([name, ms]) => `${name} ${formatDuration(ms)}`);
  const figures = strategies.map(({ name, metrics: { goodput_per_s, attained } }) =>
    attained === undefined
      ? `${name} ${MISSING}`
      : `${name} ${formatPerSecond(goodput_per_s)} (${formatShare(attained)})`,
  );
  return `goodput within ${limits.join(', ')}: ${figures.join(' · ')}`;
}
