import type { AttemptEntry, LedgerEntry } from '../../core/ledger.ts';
import type { OutcomeKind } from '../../core/outcome.ts';

/** A line of `attempts.jsonl`. */
export type RecordedItem = LedgerEntry & { readonly strategy: string };

/** An attempt, with what was in service when it was sent. */
export interface RecordedAttempt extends AttemptEntry {
  /** Attempts that the server worked on, itself included. */
  readonly inService: number;
  /** Whether another one had ended before: the first ones meet a server that is emptier than it will be. */
  readonly isSteady: boolean;
  /** Attempts since the start of the round that no limit had refused, itself included. */
  readonly admitted: number;
}

/** What kept no place on the server. */
const TURNED_AWAY: ReadonlySet<OutcomeKind> = new Set([
  'rate-limited',
  'overloaded',
  'server-error',
  'client-error',
  'connection',
]);

/** All attempts of one round of one strategy, in the order in which they were sent. */
export function attemptsByRound(
  items: readonly RecordedItem[],
): readonly (readonly RecordedAttempt[])[] {
  const rounds = new Map<string, AttemptEntry[]>();
  for (const { strategy, round, attempts } of items) {
    const key = JSON.stringify([strategy, round]);
    const known = rounds.get(key);
    if (known) known.push(...attempts);
    else rounds.set(key, [...attempts]);
  }
  return [...rounds.values()].map(countInService);
}

/** Whether the server worked on it. */
function wasServed({ outcome }: AttemptEntry): boolean {
  return !TURNED_AWAY.has(outcome);
}

function countInService(attempts: readonly AttemptEntry[]): readonly RecordedAttempt[] {
  const sorted = attempts.toSorted((a, b) => a.sent_us - b.sent_us);
  const ends = sorted
    .filter(wasServed)
    .map(({ ended_us }) => ended_us)
    .sort((a, b) => a - b);
  const begins = sorted.filter(wasServed).map(({ sent_us }) => sent_us);
  let [begun, ended, admitted] = [0, 0, 0];
  return sorted.map((attempt) => {
    const { sent_us } = attempt;
    // What is sent at the same instant is in service together, whoever was first.
    while ((begins[begun] ?? Number.POSITIVE_INFINITY) <= sent_us) begun++;
    while ((ends[ended] ?? Number.POSITIVE_INFINITY) <= sent_us) ended++;
    if (attempt.outcome !== 'rate-limited') admitted++;
    return { ...attempt, admitted, inService: begun - ended, isSteady: ended > 0 };
  });
}
