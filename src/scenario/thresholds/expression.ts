import type { MetricName } from '../../core/metric.ts';
import { METRICS } from '../../core/metric.ts';
import type { Aggregate, Operator, ThresholdRule } from '../../core/threshold.ts';
import type { Refusal } from '../check/leaf.ts';
import { unknownName } from '../check/leaf.ts';
import { showValue } from '../check/show-value.ts';
import { exampleFor, parseLimit } from './limit.ts';

/** What is asked of a metric. */
export type Expression = Pick<
  ThresholdRule,
  'expr' | 'aggregate' | 'percentile' | 'op' | 'limit' | 'baseline'
>;

const TREND_AGGREGATES = ['min', 'mean', 'max', 'stddev', 'median', 'p50', 'p90', 'p95', 'p99'];

const OPERATORS: readonly string[] = ['<', '<=', '>', '>=', '==', '!='];

/**
 * Reads `p95 < 800ms` as what it asks of a metric.
 *
 * @returns the expression, or the first thing that is wrong with it
 */
export function parseExpression(value: unknown, metric: MetricName): Expression | Refusal {
  const text = typeof value === 'string' ? value.trim() : undefined;
  const [, name, op, limitText] = /^([^\s<>=!]+)\s*([<>=!]+)\s*([^<>=!]+)$/.exec(text ?? '') ?? [];
  if (name === undefined || op === undefined || limitText === undefined) {
    const what = 'an aggregation, an operator and a limit';
    const got = value === undefined ? 'nothing' : showValue(value);
    return { message: `expected ${what}, got ${got}.`, hint: `write ${exampleFor(metric)}.` };
  }
  const read = parseAggregate(name, metric);
  if ('message' in read) return read;
  const operator = parseOperator(op, metric);
  if (typeof operator !== 'string') return operator;
  const limit = parseLimit(limitText.trim(), metric, { ...read, op: operator });
  if ('message' in limit) return limit;
  const { text: limitShown, ...rest } = limit;
  const shown = read.percentile === undefined ? read.aggregate : `p${read.percentile}`;
  return { expr: `${shown} ${operator} ${limitShown}`, ...read, op: operator, ...rest };
}

function parseAggregate(
  name: string,
  metric: MetricName,
): Pick<Expression, 'aggregate' | 'percentile'> | Refusal {
  const { kind } = METRICS[metric];
  const known = {
    trend: TREND_AGGREGATES,
    share: ['rate'],
    count: ['count'],
    perTime: ['perSec', 'perMin'],
    value: ['value'],
  }[kind];
  if (kind === 'trend' && name === 'median') return { aggregate: 'percentile', percentile: 50 };
  const number = /^p(-?\d+(?:\.\d+)?)$/.exec(name)?.[1];
  if (kind === 'trend' && number !== undefined) {
    const percentile = Number(number);
    if (percentile > 0 && percentile <= 100) return { aggregate: 'percentile', percentile };
    return {
      message: `expected a percentile above 0 and up to 100, got ${showValue(name)}.`,
      hint: `write ${exampleFor(metric)}.`,
    };
  }
  if (known.includes(name)) return { aggregate: name as Aggregate };
  return unknownName(`unknown aggregation ${showValue(name)} of ${metric}`, name, known);
}

function parseOperator(op: string, metric: MetricName): Operator | Refusal {
  if (!OPERATORS.includes(op)) {
    return {
      message: `unknown operator ${showValue(op)}.`,
      hint: `known: ${OPERATORS.join(', ')}.`,
    };
  }
  if (METRICS[metric].kind === 'trend' && (op === '==' || op === '!=')) {
    return {
      message: `${showValue(op)} asks a measured duration to be exact to the microsecond.`,
      hint: 'write < or <=, > or >=.',
    };
  }
  return op as Operator;
}
