const ROWS_A_BLOCK = 4_096;

/** A column of numbers that may be absent. */
export interface Column {
  /** Sets a row once; an absent value needs no memory. */
  set(row: number, value: number | undefined): void;
  get(row: number): number | undefined;
  /** Keeps some rows, named in rising order, as the rows from 0 on. */
  keep(rows: Uint32Array): void;
}

/**
 * Blocks of a column, made when the first value of a block arrives: a column without values takes no memory. The garbage
 * collector sees only the blocks.
 */
class Blocks<B extends Float64Array | Uint32Array> {
  readonly #blocks: (B | undefined)[] = [];
  readonly #create: () => B;

  constructor(create: () => B) {
    this.#create = create;
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  find(row: number): B | undefined {
    return this.#blocks[Math.floor(row / ROWS_A_BLOCK)];
  }

  make(row: number): B {
    const block = this.#create();
    this.#blocks[Math.floor(row / ROWS_A_BLOCK)] = block;
    return block;
  }
}

/** Any numbers, in 8 bytes each. */
export class NumberColumn implements Column {
  #blocks = numbers();

  set(row: number, value: number | undefined): void {
    if (value === undefined) return;
    const block = this.#blocks.find(row) ?? this.#blocks.make(row);
    block[row % ROWS_A_BLOCK] = value;
  }

  get(row: number): number | undefined {
    return numberAt(this.#blocks, row);
  }

  keep(rows: Uint32Array): void {
    const before = this.#blocks;
    if (before.isEmpty) return;
    this.#blocks = numbers();
    for (const [row, old] of rows.entries()) this.set(row, numberAt(before, old));
  }
}

const numbers = () => new Blocks(() => new Float64Array(ROWS_A_BLOCK).fill(Number.NaN));

function numberAt(blocks: Blocks<Float64Array>, row: number): number | undefined {
  const value = blocks.find(row)?.[row % ROWS_A_BLOCK];
  return Number.isNaN(value) ? undefined : value;
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

  keep(rows: Uint32Array): void {
    this.#values.keep(rows);
  }
}

/** Whole numbers from 0 to 4 294 967 294, in 4 bytes each: stored as one more, so that 0 is absent. */
export class WholeColumn implements Column {
  #blocks = wholes();

  set(row: number, value: number | undefined): void {
    if (value === undefined) return;
    const block = this.#blocks.find(row) ?? this.#blocks.make(row);
    block[row % ROWS_A_BLOCK] = value + 1;
  }

  get(row: number): number | undefined {
    return wholeAt(this.#blocks, row);
  }

  keep(rows: Uint32Array): void {
    const before = this.#blocks;
    if (before.isEmpty) return;
    this.#blocks = wholes();
    for (const [row, old] of rows.entries()) this.set(row, wholeAt(before, old));
  }
}

const wholes = () => new Blocks(() => new Uint32Array(ROWS_A_BLOCK));

function wholeAt(blocks: Blocks<Uint32Array>, row: number): number | undefined {
  const stored = blocks.find(row)?.[row % ROWS_A_BLOCK];
  return stored ? stored - 1 : undefined;
}
