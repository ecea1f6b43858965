import type { Clock, Timer } from '../core/clock.ts';
import type { Microseconds } from '../core/ledger.ts';
import type { TimeoutPlan } from '../core/plan.ts';
import type { Milliseconds } from '../core/units.ts';
import type { AttemptsInFlight } from './attempts-in-flight.ts';
import { nextDeadline } from './deadlines.ts';
import type { LiveAttempt } from './live-attempt.ts';

interface DeadlineSetting {
  readonly clock: Clock;
  /** The clock's time at 0 µs of the ledger. */
  readonly origin: Milliseconds;
  /** On the ledger's scale. */
  readonly now: () => Microseconds;
  readonly timeouts: TimeoutPlan;
  readonly streaming: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Ends attempts that miss a deadline. One timer for all of them: few miss any, so that arriving bytes and ends only move
 * numbers, and the timer looks at these when it fires. A timer for each attempt cost a sixth of a simulated run of 10,000
 * at once.
 */
export class DeadlineWatch {
  readonly #setting: DeadlineSetting;
  readonly #inFlight: AttemptsInFlight;
  /** No deadline comes sooner after its attempt was sent. */
  readonly #soonest: Microseconds;
  #timer: Timer | undefined;
  #armedFor: Microseconds = NEVER;

  /** @param inFlight in the order in which they were sent */
  constructor(setting: DeadlineSetting, inFlight: AttemptsInFlight) {
    this.#setting = setting;
    this.#inFlight = inFlight;
    const durations = Object.values(setting.timeouts).filter((ms) => ms !== undefined);
    this.#soonest = Math.min(...durations) * 1_000;
  }

  /** An attempt was sent, or came to where another deadline counts. It is in flight. */
  watch(attempt: LiveAttempt): void {
    attempt.watched = true;
    if (attempt.sent + this.#soonest >= this.#armedFor) return;
    const { timeouts, streaming } = this.#setting;
    const next = nextDeadline(timeouts, streaming, attempt);
    if (next && next.at < this.#armedFor) this.#arm(next.at);
  }

  /** Nothing is in flight: nothing can be late. */
  rest(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#armedFor = NEVER;
  }

  #arm(at: Microseconds): void {
    const { clock, origin } = this.#setting;
    this.#timer?.cancel();
    this.#armedFor = at;
    this.#timer = clock.at(origin + at / 1_000, () => this.#check());
  }

  /**
   * Ends who is late, and waits for the next who could be. Late by the clock, which is past the instant that the timer was
   * meant for: real timers are a millisecond apart, and a burst of requests has more deadlines than that.
   */
  #check(): void {
    const { timeouts, streaming } = this.#setting;
    const now = Math.max(this.#armedFor, this.#setting.now());
    let earliest = NEVER;
    for (const attempt of this.#inFlight) {
      if (attempt.sent + this.#soonest >= earliest) break;
      if (!attempt.watched || attempt.timedOut) continue;
      const next = nextDeadline(timeouts, streaming, attempt);
      if (!next) continue;
      if (next.at <= now) attempt.miss(next.stage);
      else earliest = Math.min(earliest, next.at);
    }
    this.rest();
    if (earliest < NEVER) this.#arm(earliest);
  }
}
