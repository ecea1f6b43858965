import type { Client } from '../core/client.ts';
import type { Clock } from '../core/clock.ts';
import type { Item } from '../core/item.ts';
import type { Around, AttemptEnd, Job, Settled } from '../core/job.ts';
import type { AttemptEntry, Bin, LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { Outcome } from '../core/outcome.ts';
import type { RetryPlan, TimeoutPlan } from '../core/plan.ts';
import type { Rng } from '../core/rng.ts';
import type { Milliseconds } from '../core/units.ts';
import { retryDelay } from '../dispatch/retries/policy.ts';
import type { Ledger } from '../measure/ledger.ts';
import type { Recorder } from '../measure/recorder.ts';
import { AttemptRecord } from './attempt-record.ts';
import { nextDeadline, watchDeadlines } from './deadlines.ts';

/** Why a strategy's run was ended before its items were. */
export interface Stop {
  /** `abort`: the strategy gave up, its items failed. `cut`: the run was interrupted, they are incomplete. */
  readonly kind: 'abort' | 'cut';
  readonly reason: string;
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
  readonly #listeners: ((end: AttemptEnd) => void)[] = [];
  readonly #attemptsInFlight = new Set<AbortController>();
  readonly #stopped = new AbortController();
  #stop: Stop | undefined;
  #unsettled = 0;
  #allSettled = () => {};

  constructor(parts: StrategyRunParts) {
    this.#parts = parts;
    this.#origin = parts.clock.now();
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

  observe(listener: (end: AttemptEnd) => void): void {
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

  toJob(item: Item): Job {
    const taken = this.now();
    return { item, run: (around) => this.#runItem(item, taken, around) };
  }

  async #runItem(item: Item, taken: Microseconds, around: Around = direct): Promise<Settled> {
    this.#unsettled++;
    try {
      return await this.#runAttempts(item, taken, around);
    } finally {
      if (--this.#unsettled === 0) this.#allSettled();
    }
  }

  async #runAttempts(item: Item, taken: Microseconds, around: Around): Promise<Settled> {
    const attempts: AttemptEntry[] = [];
    let outcome: Outcome | undefined;
    let backoff: Milliseconds | undefined;
    do {
      if (backoff !== undefined) await this.#sleep(backoff);
      const asked = this.now();
      const ended = await around(() => this.#attempt(item, attempts.length, asked));
      if (!ended) break;
      outcome = ended.outcome;
      backoff = this.#backoffAfter(outcome, item, attempts.length, backoff);
      attempts.push(backoff === undefined ? ended.entry : { ...ended.entry, backoff_ms: backoff });
    } while (backoff !== undefined);
    return this.#settle(item, taken, attempts, outcome);
  }

  /** One attempt, or nothing when the run was stopped before it could start. */
  async #attempt(
    item: Item,
    attempt: number,
    asked: Microseconds,
  ): Promise<{ entry: AttemptEntry; outcome: Outcome } | undefined> {
    if (this.#stop) return undefined;
    const { client, clock, timeouts, streaming, recorder } = this.#parts;
    const abort = new AbortController();
    const watch = new AttemptRecord(attempt, asked, this.now);
    const inFlightAtStart = recorder.inFlight.start(watch.sent);
    let timeout: Outcome | undefined;
    const deadlines = watchDeadlines(
      () => nextDeadline(timeouts, streaming, watch),
      clock,
      this.#origin,
      (stage) => {
        timeout = { kind: 'timeout', stage, message: `missed the ${stage} deadline` };
        abort.abort();
      },
    );
    watch.onHeaders = deadlines.recheck;
    this.#attemptsInFlight.add(abort);
    let outcome: Outcome;
    try {
      const replied = await client.send({ item, attempt, watch, signal: abort.signal });
      outcome = timeout ?? replied;
    } finally {
      this.#attemptsInFlight.delete(abort);
      deadlines.cancel();
    }
    const entry = watch.toEntry(outcome);
    recorder.inFlight.end(entry.ended_us);
    recorder.recordAttempt(entry);
    this.#announce(item, entry, outcome, inFlightAtStart);
    return { entry, outcome };
  }

  #announce(item: Item, entry: AttemptEntry, outcome: Outcome, inFlightAtStart: number): void {
    if (this.#listeners.length === 0) return;
    const end: AttemptEnd = {
      item,
      attempt: entry.attempt,
      outcome,
      startedAt: this.#origin + entry.sent_us / 1_000,
      endedAt: this.#origin + entry.ended_us / 1_000,
      inFlightAtStart,
    };
    for (const listener of this.#listeners) listener(end);
  }

  #backoffAfter(
    outcome: Outcome,
    item: Item,
    attempt: number,
    previous: Milliseconds | undefined,
  ): Milliseconds | undefined {
    if (outcome.kind === 'ok') return undefined;
    const { retry, rng } = this.#parts;
    const u = rng.uniform('backoff', item.index, attempt);
    return retryDelay(retry, {
      failure: outcome,
      attempt,
      u,
      ...(previous !== undefined && { previous }),
    });
  }

  /** Waits unless the run is stopped meanwhile; the loop then finds out by itself. */
  async #sleep(ms: Milliseconds): Promise<void> {
    if (ms > 0) await this.#parts.clock.sleep(ms, this.signal).catch(() => {});
  }

  #settle(
    item: Item,
    taken: Microseconds,
    attempts: readonly AttemptEntry[],
    outcome: Outcome | undefined,
  ): Settled {
    const { recorder, ledger, round, onSettled } = this.#parts;
    const bin = this.#binOf(attempts, outcome);
    const entry: LedgerEntry = {
      item: item.index,
      round,
      intended_us: 0,
      due_us: 0,
      taken_us: taken,
      ...(bin !== 'incomplete' && { done_us: attempts.at(-1)?.ended_us ?? this.now() }),
      bin,
      ...(outcome && { outcome: outcome.kind }),
      attempts,
    };
    recorder.record(entry);
    ledger.add(entry);
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
