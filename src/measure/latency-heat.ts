import type { Microseconds } from '../core/ledger.ts';
import type { LatencyHeat } from '../core/pictures.ts';

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
  readonly #counts = new Uint32Array(COLUMNS * ROWS);

  record(at: Microseconds, duration: Microseconds): void {
    while (at >= this.#width * COLUMNS) this.#halve();
    const column = Math.floor(at / this.#width);
    const row = Math.min(ROWS - 1, Math.floor(Math.log2(Math.max(1, duration)) * PER_OCTAVE));
    const cell = column * ROWS + row;
    this.#counts[cell] = (this.#counts[cell] ?? 0) + 1;
    if (column >= this.#used) this.#used = column + 1;
  }

  /** `undefined` when nothing was recorded. */
  toHeat(metric: LatencyHeat['metric']): LatencyHeat | undefined {
    const columns = Array.from({ length: this.#used }, (_, column) =>
      Array.from(this.#counts.subarray(column * ROWS, (column + 1) * ROWS)),
    );
    const lowest = columns.reduce((low, column) => {
      const first = column.findIndex((count) => count > 0);
      return first < 0 ? low : Math.min(low, first);
    }, ROWS);
    if (lowest === ROWS) return undefined;
    return {
      metric,
      bucket_ms: this.#width / 1_000,
      from_ms: 2 ** (lowest / PER_OCTAVE) / 1_000,
      columns: columns.map((column) => {
        const last = column.findLastIndex((count) => count > 0);
        return column.slice(lowest, last + 1);
      }),
    };
  }

  /** Adds up neighbours, so that the first half holds everything. */
  #halve(): void {
    const counts = this.#counts;
    for (let column = 0; column < COLUMNS / 2; column++) {
      for (let row = 0; row < ROWS; row++) {
        const from = 2 * column * ROWS + row;
        counts[column * ROWS + row] = (counts[from] ?? 0) + (counts[from + ROWS] ?? 0);
      }
    }
    counts.fill(0, (COLUMNS / 2) * ROWS);
    this.#width *= 2;
    this.#used = Math.ceil(this.#used / 2);
  }
}
