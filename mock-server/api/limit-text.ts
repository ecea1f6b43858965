import type { LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';

const NAMED_WINDOWS: ReadonlyMap<Milliseconds, string> = new Map([
  [1_000, 'second'],
  [60_000, 'minute'],
  [3_600_000, 'hour'],
  [86_400_000, 'day'],
]);

/** A limit's window in words: `minute`, or `10 s`. */
export function windowName({ window }: LimitPlan): string {
  return NAMED_WINDOWS.get(window) ?? `${window / 1_000} s`;
}

/** What a limit counts, in words: `input tokens`. */
export function dimensionName({ dimension }: LimitPlan): string {
  return dimension.replace('_', ' ');
}

/** `50 requests per minute`, `30,000 input tokens per minute`. */
export function limitText(limit: LimitPlan): string {
  const count = limit.limit.toLocaleString('en-US');
  return `${count} ${dimensionName(limit)} per ${windowName(limit)}`;
}
