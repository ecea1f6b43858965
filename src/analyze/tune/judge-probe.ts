import type { ProbeBound, ProbeSample, ProbeState, TuningConstraint } from '../../core/tuning.ts';
import { wilson } from '../wilson.ts';

type Counts = Pick<ProbeSample, 'items' | 'failed' | 'late' | 'attempts' | 'rateLimited'>;

/** The limits of all constraints on time, in their order: what a probe counts late items against. */
export function callLimits(constraints: readonly TuningConstraint[]): readonly number[] {
  return constraints.flatMap(({ limit_ms }) => limit_ms ?? []);
}

/** How the counts of a probe stand to each constraint. */
export function boundsOf(
  counts: Counts,
  constraints: readonly TuningConstraint[],
): readonly ProbeBound[] {
  let call = 0;
  return constraints.map(({ expr, metric, allowed }) => {
    const of = metric === 'rate_limited' ? counts.attempts : counts.items;
    const events = {
      call: () => counts.late[call++] ?? 0,
      errors: () => counts.failed,
      rate_limited: () => counts.rateLimited,
    }[metric]();
    return boundOf(expr, events, of, allowed);
  });
}

/** How events stand to what is allowed. */
export function boundOf(expr: string, events: number, of: number, allowed: number): ProbeBound {
  const { low, high } = wilson(events, of);
  const state = high <= allowed ? 'feasible' : low > allowed ? 'infeasible' : 'undecided';
  return { expr, events, of, low, high, allowed, state };
}

/** All upper bounds within their limits: feasible. Any lower bound above its limit: infeasible. */
export function stateOf(bounds: readonly ProbeBound[]): ProbeState {
  if (bounds.some(({ state }) => state === 'infeasible')) return 'infeasible';
  return bounds.every(({ state }) => state === 'feasible') ? 'feasible' : 'undecided';
}
