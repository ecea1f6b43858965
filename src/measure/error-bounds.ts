import type { ErrorGroup } from '../core/run-result.ts';

/** When attempts of a group ended, and how long they were told to wait. */
type ErrorBounds = Pick<
  ErrorGroup,
  'first_ms' | 'last_ms' | 'retry_after_min_ms' | 'retry_after_max_ms'
>;

/** The bounds of two groups together; what neither knows is absent. */
export function mergeBounds(a: ErrorBounds, b: ErrorBounds): ErrorBounds {
  const bounds = {
    first_ms: least(a.first_ms, b.first_ms),
    last_ms: greatest(a.last_ms, b.last_ms),
    retry_after_min_ms: least(a.retry_after_min_ms, b.retry_after_min_ms),
    retry_after_max_ms: greatest(a.retry_after_max_ms, b.retry_after_max_ms),
  };
  return Object.fromEntries(Object.entries(bounds).filter(([, ms]) => ms !== undefined));
}

const least = ofBoth(Math.min);
const greatest = ofBoth(Math.max);

function ofBoth(choose: (a: number, b: number) => number) {
  return (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined || b === undefined ? (a ?? b) : choose(a, b);
}
