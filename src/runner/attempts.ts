import type { Client } from '../core/client.ts';
import type { Clock } from '../core/clock.ts';
import type { Item } from '../core/item.ts';
import type { AttemptEnd, AttemptListener } from '../core/job.ts';
import type { AttemptEntry, Microseconds } from '../core/ledger.ts';
import type { Outcome, TimeoutStage } from '../core/outcome.ts';
import type { TimeoutPlan } from '../core/plan.ts';
import type { ToldLimit } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import type { AnswerCheck, TaskFunction } from '../core/user-code.ts';
import type { EventLog } from '../measure/event-log.ts';
import { EVENTS } from '../measure/event-log.ts';
import type { Recorder } from '../measure/recorder.ts';
import { AttemptsInFlight } from './attempts-in-flight.ts';
import { checkAnswer } from './check-answer.ts';
import { DeadlineWatch } from './deadline-watch.ts';
import type { Ended, RaceHooks } from './hedge.ts';
import type { AttemptSetting } from './live-attempt.ts';
import { LiveAttempt } from './live-attempt.ts';
import type { Send } from './open-job.ts';
import type { RunStop } from './run-stop.ts';
import { UNPAID } from './run-stop.ts';
import type { SpendingAccount } from './spending-cap.ts';
import { toldLimits } from './told-limits.ts';

export interface AttemptParts {
  readonly clock: Clock;
  readonly client: Client;
  readonly timeouts: TimeoutPlan;
  readonly streaming: boolean;
  readonly recorder: Pick<Recorder, 'inFlight' | 'start' | 'recordAttempt'>;
  /** Hashes what happens; only where equal runs must be told from different ones. */
  readonly log: EventLog | undefined;
  /** What pays for attempts; absent: they may cost what they like. */
  readonly account?: SpendingAccount | undefined;
  /** Makes an item of several calls. */
  readonly task?: TaskFunction | undefined;
  /** Looks at every answer. */
  readonly check?: AnswerCheck | undefined;
}

/** What is special about an attempt. */
interface AttemptHooks {
  /** Somebody else's wire. */
  readonly send?: Send;
  readonly race?: RaceHooks;
  /** What it asks, as far as that decides its price; absent: what the item does. */
  readonly asks?: Item;
}

const NO_HOOKS: AttemptHooks = {};

/** The attempts of a strategy's run: sends, times and records each, and tells those who listen of its end. */
export class Attempts {
  readonly #parts: AttemptParts;
  readonly #stop: RunStop;
  readonly #origin: Milliseconds;
  readonly #setting: AttemptSetting;
  readonly #listeners: AttemptListener[] = [];
  readonly #inFlight = new AttemptsInFlight();
  readonly #deadlines: DeadlineWatch;
  #toldLimits: readonly ToldLimit[] | undefined;

  constructor(parts: AttemptParts, stop: RunStop) {
    const { clock, timeouts, streaming } = parts;
    this.#parts = parts;
    this.#stop = stop;
    this.#origin = clock.now();
    const setting = { clock, origin: this.#origin, now: this.now, timeouts, streaming };
    this.#deadlines = new DeadlineWatch(setting, this.#inFlight);
    const idles = timeouts.idle !== undefined;
    this.#setting = { now: this.now, deadlines: this.#deadlines, idles };
  }

  /** Microseconds since the start of this run, as in the ledger. */
  readonly now = (): Microseconds => Math.round((this.#parts.clock.now() - this.#origin) * 1_000);

  /** By the first reply that told any. */
  get toldLimits(): readonly ToldLimit[] | undefined {
    return this.#toldLimits;
  }

  observe(listener: AttemptListener): void {
    this.#listeners.push(listener);
  }

  /** Ends what is in flight. */
  abortAll(): void {
    for (const attempt of this.#inFlight) attempt.abort();
  }

  /**
   * One attempt, or nothing when the run was stopped before it could start.
   *
   * Not an async function: what one of those keeps while it waits is larger than the attempt.
   */
  run(
    item: Item,
    attempt: number,
    asked: Microseconds,
    { send, race, asks }: AttemptHooks = NO_HOOKS,
  ): Promise<Ended | undefined> {
    if (this.#stop.first || race?.isOver()) return Promise.resolve(undefined);
    const { client, recorder, log, account } = this.#parts;
    const reserved = account ? account.reserve(asks ?? item) : 0;
    if (reserved === undefined) return this.#endUnpaid();
    const live = new LiveAttempt(item, attempt, asked, this.#setting);
    live.reserved = reserved;
    live.inFlightAtStart = recorder.start(live.sent, attempt);
    log?.add(live.sent, EVENTS.sent, item.index, attempt, 0);
    this.#inFlight.add(live);
    race?.started(live);
    const reply = send ? send(live) : client.send(live);
    // The user's own code has deadlines of its own.
    if (!send) this.#deadlines.watch(live);
    return reply.then(
      (outcome) => this.#end(live, outcome),
      (bug: unknown) => {
        this.#leave(live);
        throw bug;
      },
    );
  }

  /** There is no money for another attempt: nothing more starts. What is in flight is paid for, and goes on to its end. */
  #endUnpaid(): Promise<undefined> {
    this.#stop.note({ kind: 'cut', reason: UNPAID, at: this.now() });
    this.#stop.tell(UNPAID);
    return Promise.resolve(undefined);
  }

  #end(live: LiveAttempt, reply: Outcome): Ended {
    this.#leave(live);
    const { recorder, log, check, task, account } = this.#parts;
    const { item, attempt, timedOut } = live;
    let outcome = timedOut ? timeoutOf(timedOut, reply) : reply;
    if (check && !task) outcome = checkAnswer(check, outcome, item);
    const entry = live.toEntry(outcome);
    if (!this.#toldLimits && outcome.rateLimit) {
      this.#toldLimits = toldLimits(outcome.rateLimit, entry.sent_us);
    }
    account?.settle(live.reserved, entry);
    recorder.inFlight.end(entry.ended_us);
    recorder.recordAttempt(entry, live);
    log?.add(entry.ended_us, EVENTS.ended, item.index, attempt, entry.status ?? 0);
    return { entry, outcome, noBackoff: this.#announce(live, entry, outcome) };
  }

  #leave(live: LiveAttempt): void {
    this.#inFlight.remove(live);
    this.#deadlines.leave(live);
  }

  /** @returns whether the strategy does the waiting before the next attempt */
  #announce(
    { item, inFlightAtStart }: LiveAttempt,
    entry: AttemptEntry,
    outcome: Outcome,
  ): boolean {
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
}

/** What the reply had told by then stays true. */
function timeoutOf(stage: TimeoutStage, { usage }: Outcome): Outcome {
  const message = `missed the ${stage} deadline`;
  return { kind: 'timeout', stage, message, ...(usage && { usage }) };
}
