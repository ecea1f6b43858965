import type { DistributionName, RunResult } from '../../core/run-result.ts';

/** The tightest upper limit in milliseconds that thresholds put on a metric for all strategies. */
export function limitOf(
  { thresholds = [] }: RunResult,
  metric: DistributionName,
): number | undefined {
  const limits = thresholds.flatMap(({ key, unit, limit, expr }) =>
    unit === 'ms' && limit !== undefined && key === metric && /[<]/.test(expr) ? [limit] : [],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}
