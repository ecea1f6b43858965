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

/** An attempt, and when it would miss a deadline if nothing more happened to it. */
interface Suspect {
  readonly attempt: LiveAttempt;
  readonly at: Microseconds;
}

/**
 * Ends attempts that miss a deadline. One timer for all of them: few miss any, so that arriving bytes and ends only move
 * numbers, and the timer looks at these when it fires. To set and clear one of its own costs an attempt on the real clock
 * 1.2 µs, a twentieth of its CPU (measured).
 *
 * It looks at all attempts and notes those that could miss one within the length of the shortest deadline. Until then no
 * other can: an attempt that is sent meanwhile, or whose head comes meanwhile, has that long at least. So where all miss
 * their deadlines, as with a server that hangs, each is looked at a few times, and not once for every one before it.
 */
export class DeadlineWatch {
  readonly #setting: DeadlineSetting;
  readonly #inFlight: AttemptsInFlight;
  /** No deadline comes sooner after its attempt was sent. */
  readonly #soonest: Microseconds;
  /** Those that could miss a deadline before the horizon, the next one last. */
  #suspects: Suspect[] = [];
  #horizon: Microseconds = 0;
  /** Attempts in flight whose deadlines count. */
  #watched = 0;
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
    if (!attempt.watched) this.#watched++;
    attempt.watched = true;
    if (attempt.sent + this.#soonest >= this.#armedFor) return;
    const next = this.#nextOf(attempt);
    if (next && next.at < this.#armedFor) this.#arm(next.at);
  }

  /**
   * No deadline of this attempt counts any more. After the last one no timer is left: it would keep virtual time going where
   * all that is in flight is the user's own code, and the run would stand still later than it did.
   */
  leave(attempt: LiveAttempt): void {
    if (!attempt.watched) return;
    attempt.watched = false;
    if (--this.#watched > 0) return;
    this.#disarm();
    if (this.#suspects.length > 0) this.#suspects = [];
  }

  #nextOf(attempt: LiveAttempt) {
    const { timeouts, streaming } = this.#setting;
    return nextDeadline(timeouts, streaming, attempt);
  }

  #arm(at: Microseconds): void {
    const { clock, origin } = this.#setting;
    this.#timer?.cancel();
    this.#armedFor = at;
    this.#timer = clock.at(origin + at / 1_000, () => this.#check());
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#armedFor = NEVER;
  }

  /**
   * Ends who is late, and waits for the next who could be. Late by the clock, which is past the instant that the timer was
   * meant for: real timers are a millisecond apart, and a burst of requests has more deadlines than that.
   */
  #check(): void {
    const now = Math.max(this.#armedFor, this.#setting.now());
    this.#disarm();
    let next = this.#endLate(now);
    if (next === undefined) {
      const others = this.#look(now);
      next = this.#endLate(now) ?? others;
    }
    if (next < this.#armedFor) this.#arm(next);
  }

  /** @returns when the next of the suspects could be late; nothing when none is left */
  #endLate(now: Microseconds): Microseconds | undefined {
    for (let last = this.#suspects.at(-1); last; last = this.#suspects.at(-1)) {
      const { attempt, at } = last;
      if (at > now && attempt.watched) return at;
      this.#suspects.pop();
      const next = attempt.watched ? this.#nextOf(attempt) : undefined;
      if (!next) continue;
      if (next.at <= now) {
        this.leave(attempt);
        attempt.miss(next.stage);
      } else if (next.at < this.#horizon) this.#insert({ attempt, at: next.at });
    }
    return undefined;
  }

  #insert(suspect: Suspect): void {
    const later = this.#suspects.findLastIndex(({ at }) => at > suspect.at);
    this.#suspects.splice(later + 1, 0, suspect);
  }

  /** @returns when the first of all others could be late */
  #look(now: Microseconds): Microseconds {
    this.#horizon = now + this.#soonest;
    const suspects: Suspect[] = [];
    let others = NEVER;
    for (const attempt of this.#inFlight) {
      const next = attempt.watched ? this.#nextOf(attempt) : undefined;
      if (!next) continue;
      if (next.at < this.#horizon) suspects.push({ attempt, at: next.at });
      else others = Math.min(others, next.at);
    }
    // Of several at one instant the first that was sent is the next.
    this.#suspects = suspects.sort((a, b) => a.at - b.at).reverse();
    return others;
  }
}
