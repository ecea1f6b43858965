import type { ComparedMetric, Comparison } from '../core/comparison.ts';
import type { ThresholdResult } from '../core/threshold.ts';
import { countOf, formatChange, formatCount } from './format.ts';
import { formatActual } from './threshold-text.ts';

const FAILS = new Set(['fail', 'no-data']);

/** Heading of the gates: the worst thing that can be said of them. */
export function gatesFinding(
  thresholds: readonly ThresholdResult[],
  comparison: Comparison | undefined,
): string {
  const counted = thresholds.filter(({ severity }) => severity === 'error');
  const failed = counted.filter(({ verdict }) => FAILS.has(verdict));
  const [first] = failed;
  if (first) {
    const verb = failed.length === 1 ? 'fails' : 'fail';
    const measured =
      first.verdict === 'no-data' ? 'has no data' : `measured ${formatActual(first)}`;
    const who = first.strategy === undefined ? '' : ` of ${first.strategy}`;
    return `${formatCount(failed.length)} of ${countOf(thresholds.length, 'threshold')} ${verb}: ${first.key} ${first.expr}${who}, ${measured}`;
  }
  const gated = comparison?.metrics.filter(({ role }) => role === 'gated') ?? [];
  const worse = gated.find(({ verdict }) => verdict === 'regressed');
  if (worse) return regressionSentence(worse);
  const unclear = gated.filter(({ verdict }) => verdict === 'inconclusive');
  if (unclear.length > 0) return tooNoisy(unclear);
  const hold =
    thresholds.length > 0
      ? `${thresholds.length === 1 ? 'The threshold holds' : `All ${formatCount(thresholds.length)} thresholds hold`}`
      : '';
  const regressed = comparison ? 'nothing regressed' : '';
  return [hold, regressed].filter(Boolean).join('; ').replace(/^n/, 'N');
}

/** `a regressed: makespan +7.0 % (+3.0 % to +11 %)`. */
function regressionSentence({ strategy, metric, estimate }: ComparedMetric): string {
  if (!estimate) return `${strategy} regressed: ${metric}`;
  const zero = estimate.scale === 'ratio' ? 1 : 0;
  const [effect, low, high] = [estimate.effect, estimate.low, estimate.high].map((value) =>
    formatChange(value - zero),
  );
  return `${strategy} regressed: ${metric} ${effect} (${low} to ${high})`;
}

/** Without an estimate there are too few rounds even for that. */
function tooNoisy(unclear: readonly ComparedMetric[]): string {
  const changes = unclear.flatMap(({ estimate }) => estimate?.mde ?? []);
  if (changes.length === 0) return unclear[0]?.reason ?? 'Too few rounds to compare';
  return `Too noisy to see less than ${formatChange(Math.max(...changes)).replace('+', '')}`;
}
