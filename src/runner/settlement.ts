import type { Settled } from '../core/job.ts';
import type { AttemptEntry, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';
import { EVENTS } from '../measure/event-log.ts';
import type { Ledger } from '../measure/ledger.ts';
import type { Recorder } from '../measure/recorder.ts';
import type { AttemptParts } from './attempts.ts';
import { binOf } from './bin-of.ts';
import type { ItemWork } from './item-work.ts';
import type { RunStop } from './run-stop.ts';

export interface SettlementParts extends Pick<AttemptParts, 'log' | 'task'> {
  readonly recorder: Pick<Recorder, 'record' | 'recordAge'>;
  readonly ledger: Pick<Ledger, 'add'>;
  readonly round: number;
  /** Aborts when no further item may begin; absent: never. */
  readonly noMore?: AbortSignal;
  /** Hears every settled item; for saving answers. */
  readonly onSettled: (settled: Settled) => void;
}

/** The end of an item: its bin, its row, and who is told. */
export class Settlement {
  readonly #parts: SettlementParts;
  readonly #stop: RunStop;
  readonly #now: () => Microseconds;

  /** @param now time of the ledger */
  constructor(parts: SettlementParts, stop: RunStop, now: () => Microseconds) {
    this.#parts = parts;
    this.#stop = stop;
    this.#now = now;
  }

  /** Nothing is done for the item any more. */
  settle(work: ItemWork): Settled {
    const { recorder, ledger, log, round, task, noMore, onSettled } = this.#parts;
    const { item, intended, due, taken, outcome, done, overlapped } = work;
    const stop = this.#stop.first;
    const bin = binOf(work.attempts, outcome, stop, noMore?.aborted === true);
    const ended = done ?? work.attempts.at(-1)?.ended_us ?? this.#now();
    const attempts = overlapped
      ? work.attempts.toSorted((a, b) => a.attempt - b.attempt)
      : work.attempts;
    const entry: LedgerEntry = {
      item: item.index,
      round,
      intended_us: intended,
      due_us: due,
      taken_us: taken,
      done_us: bin === 'incomplete' ? undefined : ended,
      bin,
      outcome: outcome?.kind,
      message: task && ownMessage(outcome, attempts),
      attempts,
    };
    recorder.record(entry, work);
    if (bin === 'incomplete') recorder.recordAge((stop?.at ?? this.#now()) - intended);
    ledger.add(entry);
    log?.add(this.#now(), EVENTS.settled, item.index, attempts.length, 0);
    const settled = this.describe(work);
    onSettled(settled);
    return settled;
  }

  /** What has become of an item so far. */
  describe({ item, attempts, outcome }: ItemWork): Settled {
    return {
      item,
      outcome: outcome ?? {
        kind: 'cancelled',
        message: this.#stop.first?.reason ?? 'never started',
      },
      attempts: attempts.length,
    };
  }
}

/** What a task says of its failure, unless one of its attempts says so. */
function ownMessage(
  outcome: Outcome | undefined,
  attempts: readonly AttemptEntry[],
): string | undefined {
  if (outcome?.kind !== 'invalid-output') return undefined;
  const { message } = outcome;
  return attempts.some((attempt) => attempt.message === message) ? undefined : message;
}
