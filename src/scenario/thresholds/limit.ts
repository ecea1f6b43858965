import type { MetricKind, MetricName } from '../../core/metric.ts';
import { METRICS } from '../../core/metric.ts';
import type { ThresholdRule } from '../../core/threshold.ts';
import { parseDuration } from '../../core/units.ts';
import type { Refusal } from '../check/leaf.ts';
import { showValue } from '../check/show-value.ts';

/** A limit with the way in which it is printed. */
type Limit = Pick<ThresholdRule, 'limit' | 'baseline'> & { readonly text: string };

/** An expression that is right for a metric, to be typed. */
export function exampleFor(metric: MetricName): string {
  const { kind, unit } = METRICS[metric];
  if (kind === 'value') return unit === 'ms' ? '"value < 30s"' : '"value < 1.5"';
  return {
    trend: '"p95 < 800ms"',
    share: '"rate < 1%"',
    count: '"count == 0"',
    perTime: '"perSec > 10"',
  }[kind];
}

/** Reads what stands behind the operator. @returns the limit in the metric's unit, or what is wrong with it */
export function parseLimit(
  text: string,
  metric: MetricName,
  asked: Pick<ThresholdRule, 'aggregate' | 'op'>,
): Limit | Refusal {
  if (text.startsWith('baseline')) return parseBaseline(text, metric, asked);
  const { kind, unit } = METRICS[metric];
  const compact = text.replace(/\s+/g, '');
  if (unit === 'ms') {
    const span = spanOf(compact);
    return span === undefined ? refuseSpan(text) : { text: compact, limit: span };
  }
  const limit = unit === 'share' || unit === 'ratio' ? numberOf(compact) : plainNumberOf(compact);
  if (limit === undefined || (kind === 'count' && !Number.isSafeInteger(limit))) {
    return {
      message: `expected ${EXPECTED[kind]}, got ${showValue(text)}.`,
      hint: `write ${exampleFor(metric)}.`,
    };
  }
  if (kind === 'share' && limit > 1) return refuseShare(text, limit);
  return { text: compact, limit };
}

const EXPECTED: Readonly<Record<MetricKind, string>> = {
  trend: 'a duration with a unit',
  share: 'a share, as per cent or from 0 to 1',
  count: 'a whole number',
  perTime: 'a number',
  value: 'a number',
};

function parseBaseline(
  text: string,
  metric: MetricName,
  { aggregate, op }: Pick<ThresholdRule, 'aggregate' | 'op'>,
): Limit | Refusal {
  const match = /^baseline(?:\s*\+\s*(\d+(?:\.\d+)?)\s*%)?$/.exec(text);
  if (!match) {
    return {
      message: `expected baseline, or baseline and what it may be exceeded by, got ${showValue(text)}.`,
      hint: 'write "p95 <= baseline + 10%".',
    };
  }
  if (aggregate !== 'percentile' || (op !== '<' && op !== '<=')) {
    return {
      message: `only a percentile can be held below a baseline, and ${metric} is asked for otherwise.`,
      hint: 'write "p95 <= baseline + 10%" for a distribution such as latency.',
    };
  }
  const tolerance = match[1] === undefined ? 0 : percent(match[1]);
  const shown = match[1] === undefined ? 'baseline' : `baseline + ${match[1]}%`;
  return { text: shown, baseline: { tolerance } };
}

/** Milliseconds; a day is no unit of a latency. */
function spanOf(text: string): number | undefined {
  return /(?:us|ms|s|min|h)$/.test(text) ? parseDuration(text) : undefined;
}

/** `1.5`, or `1%` as 0.01. */
function numberOf(text: string): number | undefined {
  const [, digits, sign] = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return sign === '%' ? percent(digits) : Number(digits);
}

function plainNumberOf(text: string): number | undefined {
  return text.endsWith('%') ? undefined : numberOf(text);
}

/** Divided in decimal: 0.1 / 100 is a little more than 0.001. */
function percent(digits: string): number {
  return Number(`${digits}e-2`);
}

function refuseSpan(text: string): Refusal {
  const number = numberOf(text);
  const example = number === undefined || text.endsWith('%') ? '800' : text;
  return {
    message: `expected a duration with a unit, got ${showValue(text)}.`,
    hint: `write "${example}ms" or "${example}s"; known units: us, ms, s, min, h.`,
  };
}

function refuseShare(text: string, limit: number): Refusal {
  return {
    message: `expected a share up to 100 %, got ${showValue(text)}, which is ${limit * 100} %.`,
    hint: `write ${text.endsWith('%') ? '"100%" or less' : `"${text}%"`}.`,
  };
}
