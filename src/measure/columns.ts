/** Most runs are small: they take no more memory than they need. */
export const ROWS_A_BLOCK = 1_024;

/** A column of numbers that may be absent. */
export interface Column {
  /** Sets a row once; an absent value needs no memory. */
  set(row: number, value: number | undefined): void;
  get(row: number): number | undefined;
  /** Whether every value is absent. */
  readonly isEmpty: boolean;
  /** Keeps some rows, named in rising order, as the rows from 0 on. */
  keep(rows: Uint32Array): void;
}

/**
 * Blocks of a column, made when the first value of a block arrives: a column without values takes no memory. The garbage
 * collector sees only the blocks. Those that are given up are used again: their memory is not the collector's, so that it
 * would wait long before it frees any.
 */
class Blocks<B extends Float64Array | Uint32Array> {
  readonly #blocks: (B | undefined)[] = [];
  readonly #spare: B[] = [];
  readonly #absent: number;
  readonly #create: () => B;

  constructor(absent: number, create: () => B) {
    this.#absent = absent;
    this.#create = create;
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  find(row: number): B | undefined {
    return this.#blocks[Math.floor(row / ROWS_A_BLOCK)];
  }

  make(row: number): B {
    const block = this.#spare.pop() ?? this.#create();
    block.fill(this.#absent);
    this.#blocks[Math.floor(row / ROWS_A_BLOCK)] = block;
    return block;
  }

  keep(rows: Uint32Array): void {
    if (this.#blocks.length === 0) return;
    for (let row = 0; row < rows.length; row++) {
      const before = rows[row] ?? 0;
      const value = this.find(before)?.[before % ROWS_A_BLOCK] ?? this.#absent;
      const block = this.find(row) ?? (Object.is(value, this.#absent) ? undefined : this.make(row));
      if (block) block[row % ROWS_A_BLOCK] = value;
    }
    this.find(rows.length)?.fill(this.#absent, rows.length % ROWS_A_BLOCK);
    for (const block of this.#blocks.splice(Math.ceil(rows.length / ROWS_A_BLOCK))) {
      if (block) this.#spare.push(block);
    }
  }
}

/** The greatest number that one more of fits into 4 bytes. */
const MOST_WHOLE = 2 ** 32 - 2;

/** Whole numbers from 0 to 4 294 967 294, in 4 bytes each: stored as one more, so that 0 is absent. */
export class WholeColumn implements Column {
  readonly #blocks = new Blocks(0, () => new Uint32Array(ROWS_A_BLOCK));

  set(row: number, value: number | undefined): void {
    if (value === undefined) return;
    const block = this.#blocks.find(row) ?? this.#blocks.make(row);
    block[row % ROWS_A_BLOCK] = value + 1;
  }

  get(row: number): number | undefined {
    const stored = this.#blocks.find(row)?.[row % ROWS_A_BLOCK];
    return stored ? stored - 1 : undefined;
  }

  get isEmpty(): boolean {
    return this.#blocks.isEmpty;
  }

  keep(rows: Uint32Array): void {
    this.#blocks.keep(rows);
  }
}

/** Any numbers, in 8 bytes each. */
class WideColumn implements Column {
  readonly #blocks = new Blocks(Number.NaN, () => new Float64Array(ROWS_A_BLOCK));

  set(row: number, value: number | undefined): void {
    if (value === undefined) return;
    const block = this.#blocks.find(row) ?? this.#blocks.make(row);
    block[row % ROWS_A_BLOCK] = value;
  }

  get(row: number): number | undefined {
    const value = this.#blocks.find(row)?.[row % ROWS_A_BLOCK];
    return Number.isNaN(value) ? undefined : value;
  }

  get isEmpty(): boolean {
    return this.#blocks.isEmpty;
  }

  keep(rows: Uint32Array): void {
    this.#blocks.keep(rows);
  }
}

/**
 * Any numbers. Those that fit into a column of whole numbers take 4 bytes: instants in microseconds do until the run is 71
 * minutes old.
 */
export class NumberColumn implements Column {
  readonly #whole = new WholeColumn();
  readonly #others = new WideColumn();

  set(row: number, value: number | undefined): void {
    if (value === undefined) return;
    const column = isWhole(value) ? this.#whole : this.#others;
    column.set(row, value);
  }

  get(row: number): number | undefined {
    return this.#whole.get(row) ?? this.#others.get(row);
  }

  get isEmpty(): boolean {
    return this.#whole.isEmpty && this.#others.isEmpty;
  }

  keep(rows: Uint32Array): void {
    this.#whole.keep(rows);
    this.#others.keep(rows);
  }
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MOST_WHOLE;
}

/** A column of numbers none of which is absent: 0 is stored as nothing. */
export class FullColumn implements Column {
  readonly #values: Column;

  constructor(values: Column) {
    this.#values = values;
  }

  set(row: number, value: number | undefined): void {
    if (value !== 0) this.#values.set(row, value);
  }

  get(row: number): number {
    return this.#values.get(row) ?? 0;
  }

  get isEmpty(): boolean {
    return false;
  }

  keep(rows: Uint32Array): void {
    this.#values.keep(rows);
  }
}
