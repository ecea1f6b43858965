const ROWS_A_BLOCK = 4_096;

/** A table of numbers that may be absent. Grows block by block; the garbage collector sees only the blocks. */
export class Columns {
  readonly #width: number;
  readonly #blocks: Float64Array[] = [];
  #rows = 0;

  /** @param width numbers in a row */
  constructor(width: number) {
    this.#width = width;
  }

  get rows(): number {
    return this.#rows;
  }

  /** @returns the number of the new row, all of whose columns are to be set */
  addRow(): number {
    if (this.#rows % ROWS_A_BLOCK === 0) {
      this.#blocks.push(new Float64Array(ROWS_A_BLOCK * this.#width));
    }
    return this.#rows++;
  }

  set(row: number, column: number, value: number | undefined): void {
    const block = this.#blocks[Math.floor(row / ROWS_A_BLOCK)];
    if (block) block[(row % ROWS_A_BLOCK) * this.#width + column] = value ?? Number.NaN;
  }

  get(row: number, column: number): number | undefined {
    const block = this.#blocks[Math.floor(row / ROWS_A_BLOCK)];
    const value = block?.[(row % ROWS_A_BLOCK) * this.#width + column];
    return Number.isNaN(value) ? undefined : value;
  }
}
