import type { Operator } from '../../core/threshold.ts';
import type { Figure } from './trend.ts';

/** Whether a figure keeps a limit; `undefined` when too little is known of it. */
export function keeps(
  { value, atLeast }: Figure,
  op: Operator,
  limit: number,
): boolean | undefined {
  const holds = compare(value, op, limit);
  if (!atLeast) return holds;
  // A larger value could only break an upper limit, and only keep a lower one.
  const upper = op === '<' || op === '<=';
  const lower = op === '>' || op === '>=';
  if (upper && !holds) return false;
  return lower && holds ? true : undefined;
}

/**
 * Distance to the limit divided by the limit, positive on the passing side.
 *
 * @returns `undefined` where it has no direction or no size: for `==` and `!=`, a limit of 0 and a value of +∞
 */
export function marginOf(value: number, op: Operator, limit: number): number | undefined {
  if (op === '==' || op === '!=' || limit === 0 || !Number.isFinite(value)) return undefined;
  const distance = op === '<' || op === '<=' ? limit - value : value - limit;
  return distance / limit;
}

function compare(value: number, op: Operator, limit: number): boolean {
  switch (op) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
  }
}
