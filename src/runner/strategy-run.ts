import type { Client } from '../core/client.ts';
import type { Clock } from '../core/clock.ts';
import type { Item } from '../core/item.ts';
import type { Around, AttemptEnd, AttemptListener, Job, Settled } from '../core/job.ts';
import type { AttemptEntry, Bin, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { Outcome, TimeoutStage } from '../core/outcome.ts';
import type { RetryPlan, TimeoutPlan } from '../core/plan.ts';
import type { Rng } from '../core/rng.ts';
import type { Milliseconds } from '../core/units.ts';
import type { Retries } from '../dispatch/retries/retries.ts';
import { createRetries } from '../dispatch/retries/retries.ts';
import type { EventLog } from '../measure/event-log.ts';
import { EVENTS } from '../measure/event-log.ts';
import type { Ledger } from '../measure/ledger.ts';
import type { Recorder } from '../measure/recorder.ts';
import { AttemptsInFlight } from './attempts-in-flight.ts';
import type { AttemptSetting } from './live-attempt.ts';
import { LiveAttempt } from './live-attempt.ts';

/** Why a strategy's run was ended before its items were. */
export interface Stop {
  /** `abort`: the strategy gave up, its items failed. `cut`: the run was interrupted, they are incomplete. */
  readonly kind: 'abort' | 'cut';
  readonly reason: string;
}

/** How an item came to its job. */
interface Pulled {
  readonly intended: Microseconds;
  readonly due: Microseconds;
  readonly taken: Microseconds;
}

export interface StrategyRunParts {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly client: Client;
  readonly retry: RetryPlan;
  readonly timeouts: TimeoutPlan;
  readonly streaming: boolean;
  readonly recorder: Recorder;
  readonly ledger: Ledger;
  /** Hashes what happens; only where equal runs must be told from different ones. */
  readonly log: EventLog | undefined;
  readonly round: number;
  /** Hears every settled item; for saving answers. */
  readonly onSettled: (settled: Settled) => void;
}

/**
 * One strategy at work on one workload: makes its jobs, runs their attempts and retries, and measures them. The only
 * place that measures, so that no strategy can forget to.
 */
export class StrategyRun {
  readonly #parts: StrategyRunParts;
  readonly #origin: Milliseconds;
  readonly #setting: AttemptSetting;
  readonly #retries: Retries;
  readonly #listeners: AttemptListener[] = [];
  readonly #attemptsInFlight = new AttemptsInFlight();
  readonly #stopped = new AbortController();
  #stop: Stop | undefined;
  #unsettled = 0;
  #allSettled = () => {};

  constructor(parts: StrategyRunParts) {
    this.#parts = parts;
    const { clock, timeouts, streaming } = parts;
    this.#origin = clock.now();
    this.#setting = { clock, origin: this.#origin, now: this.now, timeouts, streaming };
    this.#retries = createRetries(parts.retry, parts.rng);
  }

  /** Microseconds since the start of this run, as in the ledger. */
  readonly now = (): Microseconds => Math.round((this.#parts.clock.now() - this.#origin) * 1_000);

  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** Aborts when nothing more is to start. */
  get signal(): AbortSignal {
    return this.#stopped.signal;
  }

  observe(listener: AttemptListener): void {
    this.#listeners.push(listener);
  }

  /** The run is interrupted: starts nothing more and ends what is in flight. The first stop counts. */
  cut(reason: string): void {
    if (this.#stop) return;
    this.#stop = { kind: 'cut', reason };
    this.#endAttempts(reason);
  }

  /**
   * The strategy gives up: starts nothing more. What is in flight ends in an event of its own at this instant, so that
   * every other failure of the instant is still seen. The first stop counts.
   */
  abort(reason: string): void {
    if (this.#stop) return;
    this.#stop = { kind: 'abort', reason };
    const { clock } = this.#parts;
    clock.at(clock.now(), () => this.#endAttempts(reason));
  }

  #endAttempts(reason: string): void {
    this.#stopped.abort(new Error(reason));
    for (const attempt of this.#attemptsInFlight) attempt.abort();
  }

  /** Resolves when every job that was started has settled. */
  async settled(): Promise<void> {
    if (this.#unsettled === 0) return;
    await new Promise<void>((resolve) => {
      this.#allSettled = resolve;
    });
  }

  /**
   * Makes the job of an item that is being pulled now.
   *
   * @param intended when it should have started, after the start of the run
   * @param due when that time was noticed
   */
  toJob(item: Item, intended: Milliseconds = 0, due: Milliseconds = 0): Job {
    const taken = this.now();
    this.#parts.log?.add(taken, EVENTS.taken, item.index, 0, 0);
    const pulled: Pulled = {
      intended: Math.round(intended * 1_000),
      due: Math.round(due * 1_000),
      taken,
    };
    return { item, run: (around) => this.#runItem(item, pulled, around) };
  }

  async #runItem(item: Item, pulled: Pulled, around: Around = direct): Promise<Settled> {
    const { clock } = this.#parts;
    const retries = this.#retries.begin(item.index, clock.now());
    const attempts: AttemptEntry[] = [];
    let outcome: Outcome | undefined;
    let backoff: Milliseconds | undefined;
    this.#unsettled++;
    try {
      do {
        if (backoff !== undefined) await this.#sleep(backoff);
        const asked = this.now();
        const ended = await around(() => this.#attempt(item, attempts.length, asked));
        if (!ended) break;
        outcome = ended.outcome;
        backoff = retries.after(outcome, clock.now());
        if (backoff !== undefined && ended.noBackoff) backoff = 0;
        attempts.push(
          backoff === undefined ? ended.entry : { ...ended.entry, backoff_ms: backoff },
        );
      } while (backoff !== undefined);
      return this.#settle(item, pulled, attempts, outcome);
    } finally {
      if (--this.#unsettled === 0) this.#allSettled();
    }
  }

  /** One attempt, or nothing when the run was stopped before it could start. */
  async #attempt(
    item: Item,
    attempt: number,
    asked: Microseconds,
  ): Promise<{ entry: AttemptEntry; outcome: Outcome; noBackoff: boolean } | undefined> {
    if (this.#stop) return undefined;
    const { client, recorder, log } = this.#parts;
    const live = new LiveAttempt(item, attempt, asked, this.#setting);
    const inFlightAtStart = recorder.inFlight.start(live.sent);
    log?.add(live.sent, EVENTS.sent, item.index, attempt, 0);
    this.#attemptsInFlight.add(live);
    let outcome: Outcome;
    try {
      const reply = client.send(live);
      live.watchDeadlines();
      outcome = await reply;
    } finally {
      this.#attemptsInFlight.remove(live);
      live.settle();
    }
    if (live.timedOut) outcome = timeoutOf(live.timedOut);
    const entry = live.toEntry(outcome);
    recorder.inFlight.end(entry.ended_us);
    recorder.recordAttempt(entry);
    log?.add(entry.ended_us, EVENTS.ended, item.index, attempt, entry.status ?? 0);
    const noBackoff = this.#announce(item, entry, outcome, inFlightAtStart);
    return { entry, outcome, noBackoff };
  }

  /** @returns whether the strategy does the waiting before the next attempt */
  #announce(item: Item, entry: AttemptEntry, outcome: Outcome, inFlightAtStart: number): boolean {
    if (this.#listeners.length === 0) return false;
    const end: AttemptEnd = {
      item,
      attempt: entry.attempt,
      outcome,
      startedAt: this.#origin + entry.sent_us / 1_000,
      endedAt: this.#origin + entry.ended_us / 1_000,
      inFlightAtStart,
    };
    const answers = this.#listeners.map((listener) => listener(end));
    return answers.includes('no-backoff');
  }

  /** Waits unless the run is stopped meanwhile; the loop then finds out by itself. */
  async #sleep(ms: Milliseconds): Promise<void> {
    if (ms > 0) await this.#parts.clock.sleep(ms, this.signal).catch(() => {});
  }

  #settle(
    item: Item,
    { intended, due, taken }: Pulled,
    attempts: readonly AttemptEntry[],
    outcome: Outcome | undefined,
  ): Settled {
    const { recorder, ledger, log, round, onSettled } = this.#parts;
    const bin = this.#binOf(attempts, outcome);
    const entry: LedgerEntry = {
      item: item.index,
      round,
      intended_us: intended,
      due_us: due,
      taken_us: taken,
      done_us: bin === 'incomplete' ? undefined : (attempts.at(-1)?.ended_us ?? this.now()),
      bin,
      outcome: outcome?.kind,
      attempts,
    };
    recorder.record(entry);
    ledger.add(entry);
    log?.add(this.now(), EVENTS.settled, item.index, attempts.length, 0);
    const settled: Settled = {
      item,
      outcome: outcome ?? { kind: 'cancelled', message: this.#stop?.reason ?? 'never started' },
      attempts: attempts.length,
    };
    onSettled(settled);
    return settled;
  }

  #binOf(attempts: readonly AttemptEntry[], outcome: Outcome | undefined): Bin {
    if (outcome?.kind === 'ok') return 'completed';
    const last = attempts.at(-1);
    const interrupted = !last || last.outcome === 'cancelled' || last.backoff_ms !== undefined;
    if (this.#stop?.kind === 'cut' && interrupted) return 'incomplete';
    return last ? 'failed' : 'dropped';
  }
}

const direct: Around = (attempt) => attempt();

function timeoutOf(stage: TimeoutStage): Outcome {
  return { kind: 'timeout', stage, message: `missed the ${stage} deadline` };
}
