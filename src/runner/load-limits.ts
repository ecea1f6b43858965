import type { Clock, Timer } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';

/** The ends of a round's phases, in milliseconds. */
interface Limits {
  readonly maxDuration: Milliseconds | undefined;
  readonly drainTimeout: Milliseconds | undefined;
}

/**
 * Ends the phases of a round: at `maxDuration` no further item is taken up, and what has not ended `drainTimeout` after
 * that, or after the last arrival, is cut off.
 */
export class LoadLimits {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #cut: () => void;
  readonly #timers: Timer[] = [];
  readonly #noMore: AbortController;

  /** @param noMore aborted when no further item may begin */
  constructor(clock: Clock, limits: Limits, cut: () => void, noMore: AbortController) {
    this.#noMore = noMore;
    this.#clock = clock;
    this.#limits = limits;
    this.#cut = cut;
  }

  /** Whether `maxDuration` has passed, or the load was ended before. */
  get over(): boolean {
    return this.#noMore.signal.aborted;
  }

  /** The round starts now. */
  start(endLoad: () => void): void {
    const { maxDuration } = this.#limits;
    if (maxDuration === undefined) return;
    const end = this.#clock.now() + maxDuration;
    this.#timers.push(this.#clock.at(end, () => this.end(endLoad, end), 1));
  }

  /** Takes up no further item from now on, as if `maxDuration` had passed. */
  end(endLoad: () => void, time = this.#clock.now()): void {
    endLoad();
    this.#noMore.abort();
    this.arrivalsEnd(time);
  }

  /** No further item becomes due after this time of the clock. The earliest end counts. */
  arrivalsEnd(time: Milliseconds): void {
    const { drainTimeout } = this.#limits;
    if (drainTimeout === undefined) return;
    this.#timers.push(this.#clock.at(time + drainTimeout, this.#cut, 2));
  }

  /** The round is over. */
  stop(): void {
    for (const timer of this.#timers.splice(0)) timer.cancel();
  }
}
