import type { Microseconds } from '../core/ledger.ts';
import { TimeRing } from './time-ring.ts';

/** The most events in any window (t − width, t]. Remembers those of one window. */
export class WindowPeak {
  readonly #width: Microseconds;
  readonly #times = new TimeRing();
  #peak = 0;

  constructor(width: Microseconds) {
    this.#width = width;
  }

  get peak(): number {
    return this.#peak;
  }

  /** Times never fall. */
  add(us: Microseconds): void {
    while (this.#times.size > 0 && this.#times.oldest <= us - this.#width) this.#times.dropOldest();
    this.#times.push(us);
    if (this.#times.size > this.#peak) this.#peak = this.#times.size;
  }
}
