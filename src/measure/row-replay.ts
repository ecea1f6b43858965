import type { AttemptEntry, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Recorder } from './recorder.ts';

/** A row, with what matters of its item beside it. Plain data, so that it can come from another thread. */
export interface MeasuredRow {
  readonly entry: LedgerEntry;
  readonly tag?: string;
  /** Whether the item's slot was held between its attempts. */
  readonly keepsSlot: boolean;
}

/** What happens to a row, in the order in which things of one instant happened: ends, then sends. */
const STEPS = [
  'end',
  'settle',
  'send',
  'end of what took no time',
  'settle of what took no time',
] as const;

interface Step {
  readonly at: Microseconds;
  readonly rank: number;
  readonly row: MeasuredRow;
  /** Absent where the row itself is settled. */
  readonly attempt?: AttemptEntry;
}

/**
 * Measures rows once more, as if they had just happened, those of several threads in the order of their times: the figures are those
 * that one thread would have measured. It needs all rows at once.
 */
export function replayRows(
  rows: readonly MeasuredRow[],
  recorder: Recorder,
  ledger: Pick<Ledger, 'add'>,
): void {
  const steps = rows.flatMap(stepsOf).sort((a, b) => a.at - b.at || a.rank - b.rank);
  for (const { rank, row, attempt } of steps) {
    if (!attempt) {
      const { entry, tag, keepsSlot } = row;
      recorder.record(entry, { item: tag === undefined ? {} : { tag }, keepsSlot });
      ledger.add(entry);
    } else if (STEPS[rank] === 'send') {
      recorder.start(attempt.sent_us, attempt.attempt);
    } else {
      recorder.inFlight.end(attempt.ended_us);
      recorder.recordAttempt(attempt);
    }
  }
}

function stepsOf(row: MeasuredRow): readonly Step[] {
  const { attempts, done_us, due_us } = row.entry;
  const last = attempts.at(-1);
  const settledAt = done_us ?? last?.ended_us ?? due_us;
  const steps = attempts.flatMap((attempt): Step[] => {
    const { sent_us, ended_us } = attempt;
    return [
      { at: sent_us, rank: STEPS.indexOf('send'), row, attempt },
      { at: ended_us, rank: tookNoTime(attempt) ? 3 : 0, row, attempt },
    ];
  });
  return [...steps, { at: settledAt, rank: last && tookNoTime(last) ? 4 : 1, row }];
}

function tookNoTime({ sent_us, ended_us }: AttemptEntry): boolean {
  return sent_us === ended_us;
}
