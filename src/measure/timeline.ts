import type { Microseconds } from '../core/ledger.ts';
import type { Timeline } from '../core/run-result.ts';
import { plainNumbers } from './plain-numbers.ts';

/** Fixed memory: the width of a bucket doubles whenever the run outgrows them. */
const BUCKETS = 1_024;
const FIRST_WIDTH: Microseconds = 1_000;

/** What happened when, from the run's start, in at most 1024 buckets of equal width. */
export class TimelineRecorder {
  #width = FIRST_WIDTH;
  #used = 0;
  readonly #busy = new Float64Array(BUCKETS);
  readonly #rateLimited = new Float64Array(BUCKETS);
  readonly #completed = new Float64Array(BUCKETS);
  readonly #started = new Float64Array(BUCKETS);

  /** `inFlight` attempts were on the wire from one instant to the other. */
  inFlight(from: Microseconds, to: Microseconds, inFlight: number): void {
    this.#reach(to);
    let at = from;
    while (at < to) {
      const bucket = Math.floor(at / this.#width);
      const until = Math.min(to, (bucket + 1) * this.#width);
      this.#add(this.#busy, bucket, (until - at) * inFlight);
      at = until;
    }
  }

  started(at: Microseconds): void {
    this.#reach(at);
    this.#add(this.#started, Math.floor(at / this.#width), 1);
  }

  rateLimited(at: Microseconds): void {
    this.#reach(at);
    this.#add(this.#rateLimited, Math.floor(at / this.#width), 1);
  }

  completed(at: Microseconds): void {
    this.#reach(at);
    this.#add(this.#completed, Math.floor(at / this.#width), 1);
  }

  toTimeline(): Timeline {
    const row = (values: Float64Array) => plainNumbers(values, 0, this.#used);
    return {
      bucket_ms: this.#width / 1_000,
      in_flight: row(this.#busy).map((area) => Math.round((area / this.#width) * 1_000) / 1_000),
      rate_limited: row(this.#rateLimited),
      completed: row(this.#completed),
      started: row(this.#started),
    };
  }

  #add(values: Float64Array, bucket: number, amount: number): void {
    values[bucket] = (values[bucket] ?? 0) + amount;
    if (bucket >= this.#used) this.#used = bucket + 1;
  }

  #reach(at: Microseconds): void {
    while (at >= this.#width * BUCKETS) {
      for (const values of [this.#busy, this.#rateLimited, this.#completed, this.#started]) {
        halve(values);
      }
      this.#width *= 2;
      this.#used = Math.ceil(this.#used / 2);
    }
  }
}

/** Adds up neighbours, so that the first half holds everything. */
function halve(values: Float64Array): void {
  for (let i = 0; i < BUCKETS / 2; i++) values[i] = (values[2 * i] ?? 0) + (values[2 * i + 1] ?? 0);
  values.fill(0, BUCKETS / 2);
}
