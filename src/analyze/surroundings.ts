import type { RunResult } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import { mergeGenerators } from '../measure/merge-health.ts';

/** How the machine fared while something was measured: where noise comes from. Shares are 0 to 1. */
export interface Surroundings {
  readonly loop_blocked_share: number;
  readonly loop_max_ms: Milliseconds;
  readonly gc_share: number;
  /** Time of the cores that a hypervisor gave to other machines. */
  readonly steal_share?: number;
  /** Open loads only: how late items were noticed. */
  readonly lag_p99_ms?: Milliseconds;
  /** How late the mock's replies left. */
  readonly mock_late_p99_ms?: Milliseconds;
}

/** Of several runs together: shares of all their time, and the worst of the rest; `undefined` where nobody watched. */
export function surroundingsOf(
  runs: readonly Pick<RunResult, 'health' | 'strategies'>[],
): Surroundings | undefined {
  const health = runs.flatMap((run) => run.health ?? []);
  const watched = mergeGenerators(health.flatMap(({ generator }) => generator ?? []));
  if (!watched || watched.wall_ms === 0) return undefined;
  const { wall_ms, loop_blocked_ms, loop_max_ms, gc_ms, steal_share } = watched;
  const lags = runs.flatMap(({ strategies }) =>
    strategies.flatMap(({ metrics: { lag } }) => lag?.p99_ms ?? []),
  );
  const late = health.flatMap(({ mock }) => mock?.late_p99_ms ?? []);
  return {
    loop_blocked_share: loop_blocked_ms / wall_ms,
    loop_max_ms,
    gc_share: gc_ms / wall_ms,
    ...(steal_share !== undefined && { steal_share }),
    ...(lags.length > 0 && { lag_p99_ms: Math.max(...lags) }),
    ...(late.length > 0 && { mock_late_p99_ms: Math.max(...late) }),
  };
}
