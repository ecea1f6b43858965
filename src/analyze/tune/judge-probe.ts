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
  return countsBy(counts, constraints).map(({ expr, events, of, allowed }) =>
    boundOf(expr, events, of, allowed),
  );
}

/** Standard errors of a look at a probe before its end: several such looks are wrong less often than the one at the end. */
const EARLY = 3;

/**
 * Whether counts decide long before the end of a probe: one constraint is clearly broken, or all of them are clearly kept.
 *
 * @param keptFrom items before which nothing is taken for kept, because a bucket may hide what comes
 */
export function isClear(
  counts: Counts,
  constraints: readonly TuningConstraint[],
  keptFrom: number,
): boolean {
  const bounds = countsBy(counts, constraints).map(({ events, of, allowed }) => ({
    ...wilson(events, of, EARLY),
    allowed,
  }));
  return (
    bounds.some(({ low, allowed }) => low > allowed) ||
    (counts.items >= keptFrom && bounds.every(({ high, allowed }) => high <= allowed))
  );
}

/** What each constraint is about: how many broke it, of how many. */
function countsBy(counts: Counts, constraints: readonly TuningConstraint[]) {
  let call = 0;
  return constraints.map(({ expr, metric, allowed }) => {
    const of = metric === 'rate_limited' ? counts.attempts : counts.items;
    const events = {
      call: () => counts.late[call++] ?? 0,
      errors: () => counts.failed,
      rate_limited: () => counts.rateLimited,
    }[metric]();
    return { expr, events, of, allowed };
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
