import type { LiveAttempt } from './live-attempt.ts';

/**
 * Attempts on the wire, in the order in which they started: a list that runs through the attempts themselves.
 *
 * Not a Set: those that come and go make it grow anew all the time, and the old tables keep each other and the attempts
 * in them alive until the next full collection. That made a fifth of all objects of a simulated run outlive their use.
 */
export class AttemptsInFlight implements Iterable<LiveAttempt> {
  #first: LiveAttempt | undefined;
  #last: LiveAttempt | undefined;

  add(attempt: LiveAttempt): void {
    attempt.before = this.#last;
    if (this.#last) this.#last.after = attempt;
    else this.#first = attempt;
    this.#last = attempt;
  }

  remove(attempt: LiveAttempt): void {
    const { before, after } = attempt;
    if (before) before.after = after;
    else this.#first = after;
    if (after) after.before = before;
    else this.#last = before;
    // What has left must not hold its neighbours: see above.
    attempt.before = undefined;
    attempt.after = undefined;
  }

  *[Symbol.iterator](): Iterator<LiveAttempt> {
    for (let attempt = this.#first; attempt; ) {
      const { after } = attempt;
      yield attempt;
      attempt = after;
    }
  }
}
