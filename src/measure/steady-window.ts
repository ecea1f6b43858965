import type { Microseconds } from '../core/ledger.ts';

const FEWEST_COMPLETIONS = 30;
const SHORTEST_IN_SERVICE_TIMES = 5;

/**
 * Completions between the first completion and the last first send: the run without its ramps. Keeps a handful of numbers,
 * whatever the length of the run.
 */
export class SteadyWindow {
  #from: Microseconds | undefined;
  #to: Microseconds = 0;
  #completions = 0;
  /** Of these, those at the latest instant: they are not before a send of that instant. */
  #atLatest = 0;
  #latest: Microseconds = -1;
  #within = 0;

  /** The first attempt of an item was sent. */
  started(us: Microseconds): void {
    this.#to = us;
    this.#within = us > this.#latest ? this.#completions : this.#completions - this.#atLatest;
  }

  completed(us: Microseconds): void {
    this.#from = Math.min(this.#from ?? us, us);
    this.#completions++;
    if (us < this.#to) this.#within++;
    if (us === this.#latest) this.#atLatest++;
    else if (us > this.#latest) {
      this.#latest = us;
      this.#atLatest = 1;
    }
  }

  /** Completions per second; `undefined` when the window is too short or too empty to tell. */
  perSecond(medianService: Microseconds | undefined): number | undefined {
    if (this.#from === undefined || medianService === undefined) return undefined;
    const width = this.#to - this.#from;
    if (width <= 0 || width < SHORTEST_IN_SERVICE_TIMES * medianService) return undefined;
    if (this.#within < FEWEST_COMPLETIONS) return undefined;
    return this.#within / (width / 1_000_000);
  }
}
