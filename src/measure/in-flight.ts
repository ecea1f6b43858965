import type { Microseconds } from '../core/ledger.ts';

/** Called for each stretch of constant height, in order. */
type OnStretch = (from: Microseconds, to: Microseconds, inFlight: number) => void;

/**
 * Attempts on the wire as a step function: +1 at the send, −1 at the end. The peak comes from the events themselves;
 * counting by buckets of a second would miss it.
 */
export class InFlightGauge {
  readonly #onStretch: OnStretch;
  #now = 0;
  #current = 0;
  #peak = 0;
  #integral = 0;

  constructor(onStretch: OnStretch = () => {}) {
    this.#onStretch = onStretch;
  }

  get current(): number {
    return this.#current;
  }

  get peak(): number {
    return this.#peak;
  }

  /** Area under the step function, in microseconds: the time that attempts spent in flight, all together. */
  get integral(): Microseconds {
    return this.#integral;
  }

  start(us: Microseconds): number {
    this.#advance(us);
    this.#current++;
    if (this.#current > this.#peak) this.#peak = this.#current;
    return this.#current;
  }

  end(us: Microseconds): void {
    this.#advance(us);
    this.#current--;
  }

  #advance(us: Microseconds): void {
    if (us > this.#now && this.#current > 0) {
      this.#integral += (us - this.#now) * this.#current;
      this.#onStretch(this.#now, us, this.#current);
    }
    this.#now = us;
  }
}
