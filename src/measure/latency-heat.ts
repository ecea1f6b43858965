import type { Microseconds } from '../core/ledger.ts';
import type { LatencyHeat } from '../core/pictures.ts';
import { plainNumbers } from './plain-numbers.ts';

/** Fixed memory: columns double their width when the run outgrows them, so that 64 to 128 are in use. */
const COLUMNS = 128;
/** Rows of a column: eight to a factor of two reach from 1 µs to 18 minutes; what is longer counts in the last. */
const PER_OCTAVE = 8;
const ROWS = PER_OCTAVE * 30;
const FIRST_WIDTH: Microseconds = 10_000;

/** Counts durations over time, by the instant at which they ended. */
export class LatencyHeatRecorder {
  #width = FIRST_WIDTH;
  #used = 0;
  /** Rows that have counts lie between them. */
  #lowest = ROWS;
  #highest = -1;
  readonly #counts = new Uint32Array(COLUMNS * ROWS);

  record(at: Microseconds, duration: Microseconds): void {
    while (at >= this.#width * COLUMNS) this.#halve();
    const column = Math.floor(at / this.#width);
    const row = Math.min(ROWS - 1, Math.floor(Math.log2(Math.max(1, duration)) * PER_OCTAVE));
    const cell = column * ROWS + row;
    this.#counts[cell] = (this.#counts[cell] ?? 0) + 1;
    if (column >= this.#used) this.#used = column + 1;
    if (row < this.#lowest) this.#lowest = row;
    if (row > this.#highest) this.#highest = row;
  }

  /** `undefined` when nothing was recorded. */
  toHeat(metric: LatencyHeat['metric']): LatencyHeat | undefined {
    if (this.#used === 0) return undefined;
    const [lowest, highest] = [this.#lowest, this.#highest];
    const columns = Array.from({ length: this.#used }, (_, column) => {
      const from = column * ROWS + lowest;
      let to = column * ROWS + highest + 1;
      while (to > from && this.#counts[to - 1] === 0) to--;
      return plainNumbers(this.#counts, from, to);
    });
    return {
      metric,
      bucket_ms: this.#width / 1_000,
      from_ms: 2 ** (lowest / PER_OCTAVE) / 1_000,
      columns,
    };
  }

  /** Adds up neighbours, so that the first half holds everything. */
  #halve(): void {
    const counts = this.#counts;
    for (let column = 0; column < COLUMNS / 2; column++) {
      for (let row = this.#lowest; row <= this.#highest; row++) {
        const from = 2 * column * ROWS + row;
        counts[column * ROWS + row] = (counts[from] ?? 0) + (counts[from + ROWS] ?? 0);
      }
    }
    counts.fill(0, (COLUMNS / 2) * ROWS);
    this.#width *= 2;
    this.#used = Math.ceil(this.#used / 2);
  }
}
