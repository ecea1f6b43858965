import type { AttemptEntry, Bin } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Stop } from './run-stop.ts';

/**
 * The bin that a settled item belongs to.
 *
 * @param noMore whether the time had come when no further item may begin
 */
export function binOf(
  attempts: readonly AttemptEntry[],
  outcome: Outcome | undefined,
  stop: Stop | undefined,
  noMore: boolean,
): Bin {
  if (outcome?.kind === 'ok') return 'completed';
  const last = attempts.at(-1);
  // Without an attempt it waited for its turn when the last item began.
  if (!last && !stop) return noMore ? 'incomplete' : 'dropped';
  const interrupted =
    !last ||
    outcome?.kind === 'cancelled' ||
    last.outcome === 'cancelled' ||
    last.backoff_ms !== undefined;
  if (stop && stop.kind !== 'abort' && interrupted) return 'incomplete';
  return last ? 'failed' : 'dropped';
}
