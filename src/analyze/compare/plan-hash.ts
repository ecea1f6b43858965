import type { Plan } from '../../core/plan.ts';
import { combineFingerprints } from '../../measure/event-log.ts';

/** What does not change the question: how often it is asked, what is demanded of the answer, and where files lie. */
const NOT_ASKED = new Set([
  ...['seed', 'seeds', 'clock', 'question', 'thresholds', 'path'],
  ...['price', 'maxCostUsd', 'billed'],
]);

/** A hash of everything that makes the work what it is. The user's own code is not in it: that is what is compared. */
export function planHash(plan: Plan): string {
  return combineFingerprints([JSON.stringify(sorted(plan))]);
}

/** The same for equal data, in whatever order its keys were set. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !NOT_ASKED.has(key));
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]: [string, unknown]) => [key, sorted(each)]),
  );
}
