import type { RetryAfterPlan } from '../../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../../src/core/units.ts';
import type { Denial } from '../limiter.ts';

/**
 * How long a refused client is told to wait.
 *
 * @returns `undefined` when it is told nothing: by rule, or because waiting does not help
 */
export function toldWait(
  plan: RetryAfterPlan,
  { wait, staggeredWait }: Pick<Denial, 'wait' | 'staggeredWait'>,
): Milliseconds | undefined {
  if (!Number.isFinite(wait)) return undefined;
  switch (plan.rule) {
    case 'none':
      return undefined;
    case 'ms':
      return Math.ceil(wait);
    case 'fixed':
      return plan.wait;
    case 'factor':
      return wholeSeconds(wait * plan.factor);
    case 'staggered':
      return wholeSeconds(staggeredWait);
    case 'exact-ceil':
    case 'date':
      return wholeSeconds(wait);
  }
}

/** The header, in whole seconds unless the rule is `date`; `ms` adds `retry-after-ms`. */
export function retryAfterHeaders(
  { rule }: RetryAfterPlan,
  told: Milliseconds | undefined,
  wall: Date,
): Record<string, string> {
  if (told === undefined) return {};
  if (rule === 'date') return { 'retry-after': inHttpForm(wall, told) };
  const seconds = { 'retry-after': String(Math.ceil(told / 1_000)) };
  return rule === 'ms' ? { ...seconds, 'retry-after-ms': String(told) } : seconds;
}

/** Never too few: whoever comes back then finds that the wait is over. */
function wholeSeconds(wait: Milliseconds): Milliseconds {
  return Math.max(1, Math.ceil(wait / 1_000)) * 1_000;
}

/** An HTTP date has whole seconds: the next one after the wait. */
function inHttpForm(wall: Date, told: Milliseconds): string {
  const time = new Date(wall);
  time.setTime(Math.ceil((wall.getTime() + told) / 1_000) * 1_000);
  return time.toUTCString();
}
