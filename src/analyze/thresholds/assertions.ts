import type { AssertContext, AssertLimit, Reading } from '../../core/assertion.ts';
import type { RunResult } from '../../core/run-result.ts';
import type { Operator, ThresholdResult } from '../../core/threshold.ts';
import { parseDuration } from '../../core/units.ts';
import type { AssertFunction } from '../../core/user-code.ts';
import { baselineOf } from '../baseline.ts';
import { keeps, marginOf } from './compare.ts';
import { readingsOf } from './readings.ts';

/**
 * Lets the scenario's own function look at a run. Never rejects: an assertion error of any library is a failed row, and
 * anything else that it throws a row of verdict `error`.
 */
export async function runAssertions(
  assert: AssertFunction,
  run: Pick<RunResult, 'strategies'>,
): Promise<readonly ThresholdResult[]> {
  const rows: ThresholdResult[] = [];
  try {
    await assert(contextFor(run, (row) => rows.push(row)));
  } catch (error) {
    rows.push(thrownRow(error));
  }
  return rows;
}

function contextFor(
  run: Pick<RunResult, 'strategies'>,
  report: (row: ThresholdResult) => void,
): AssertContext {
  const baseline = baselineOf(run);
  const expectation = (reading: Reading, op: Operator) => {
    return (...limit: ExpectArguments) => report(rowOf(reading, op, limitOf(limit, reading)));
  };
  return {
    by(name) {
      const strategy = run.strategies.find((each) => each.name === name);
      if (strategy) return readingsOf(name, { metrics: strategy.metrics, strategy, baseline });
      const names = run.strategies.map((each) => each.name).join(', ');
      throw new RangeError(`by(): no strategy is named "${name}"; there are: ${names}`);
    },
    expect: (reading) => ({
      toBeAtLeast: expectation(reading, '>='),
      toBeAtMost: expectation(reading, '<='),
      toBeAbove: expectation(reading, '>'),
      toBeBelow: expectation(reading, '<'),
    }),
  };
}

type ExpectArguments = [limit: AssertLimit] | [factor: number, times: 'times', of: Reading];

interface Limit {
  readonly text: string;
  readonly value: number | undefined;
}

function limitOf(limit: ExpectArguments, { unit }: Reading): Limit {
  if (limit.length === 3) {
    const [factor, , of] = limit;
    const value = of.value === undefined ? undefined : factor * of.value;
    return { text: `${factor} × ${of.name}`, value };
  }
  const [bound] = limit;
  if (typeof bound === 'object') return { text: bound.name, value: bound.value };
  const value = typeof bound === 'string' ? readText(bound, unit) : bound;
  if (Number.isFinite(value)) return { text: String(bound), value };
  const wanted = unit === 'ms' ? '"800ms" or milliseconds' : 'a number or "5%"';
  throw new TypeError(`expect(): expected ${wanted}, got ${JSON.stringify(bound)}`);
}

function readText(text: string, unit: Reading['unit']): number {
  if (unit === 'ms') return parseDuration(text) ?? Number.NaN;
  return text.endsWith('%') ? Number(`${text.slice(0, -1)}e-2`) : Number.NaN;
}

function rowOf({ name, unit, value }: Reading, op: Operator, limit: Limit): ThresholdResult {
  const row = {
    key: 'assert',
    expr: `${name} ${op} ${limit.text}`,
    unit,
    severity: 'error',
    marginal: false,
    low_n: false,
    ...(value !== undefined && Number.isFinite(value) && { actual: value }),
    ...(limit.value !== undefined && Number.isFinite(limit.value) && { limit: limit.value }),
  } as const;
  if (value === undefined || limit.value === undefined) return { ...row, verdict: 'no-data' };
  const holds = keeps({ value, atLeast: false }, op, limit.value) === true;
  const margin = Number.isFinite(limit.value) ? marginOf(value, op, limit.value) : undefined;
  return {
    ...row,
    ...(margin !== undefined && { margin }),
    verdict: holds ? 'pass' : 'fail',
  };
}

/** An assertion error is known by its name, whichever library threw it. */
function thrownRow(error: unknown): ThresholdResult {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const failed = name === 'AssertionError';
  return {
    key: 'assert',
    expr: failed ? firstLine(message) : 'assert',
    verdict: failed ? 'fail' : 'error',
    severity: 'error',
    marginal: false,
    low_n: false,
    message: failed ? message : `${name}: ${message}`,
  };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] || 'assertion';
}
