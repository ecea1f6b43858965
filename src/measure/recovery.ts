import type { FaultPlan } from '../core/fault-plan.ts';
import type { Timeline } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';

const WINDOW: Milliseconds = 10_000;
const RECOVERED = 0.9;

/**
 * From the end of the plan's last outage until the completions of 10 s are back at 90 % of those of the 10 s before the
 * first. As fine as the timeline's buckets.
 *
 * @returns `undefined` without an outage, when there was nothing before it, and when it never recovered
 */
export function recoveryOf(
  { bucket_ms: width, completed }: Timeline,
  faults: readonly FaultPlan[],
): Milliseconds | undefined {
  const windows = faults.flatMap(({ when: { window } }) => (window ? [window] : []));
  if (windows.length === 0 || width > WINDOW) return undefined;
  const from = Math.min(...windows.map(([start]) => start));
  const until = Math.max(...windows.map(([, end]) => end));
  const buckets = Math.round(WINDOW / width);
  const before = Math.floor(from / width);
  const enough = RECOVERED * sum(completed, before - buckets, before);
  if (from < WINDOW || enough === 0) return undefined;
  for (let end = Math.ceil(until / width); end <= completed.length; end++) {
    if (sum(completed, end - buckets, end) >= enough) return Math.max(0, end * width - until);
  }
  return undefined;
}

function sum(values: readonly number[], from: number, to: number): number {
  return values.slice(Math.max(0, from), to).reduce((total, value) => total + value, 0);
}
