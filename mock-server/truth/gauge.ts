import type { Milliseconds } from '../../src/core/units.ts';

/** A number of requests over time, with its peak and its exact integral. */
export class Gauge {
  #value = 0;
  #peak = 0;
  #integral = 0;
  #since: Milliseconds;

  constructor(now: Milliseconds) {
    this.#since = now;
  }

  get value(): number {
    return this.#value;
  }

  get peak(): number {
    return this.#peak;
  }

  /** Up to now, in request-milliseconds. */
  integral(now: Milliseconds): number {
    return this.#integral + this.#value * (now - this.#since);
  }

  change(by: 1 | -1, now: Milliseconds): void {
    this.#integral = this.integral(now);
    this.#since = now;
    this.#value += by;
    if (this.#value > this.#peak) this.#peak = this.#value;
  }
}
