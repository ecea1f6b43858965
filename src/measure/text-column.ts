import { ROWS_A_BLOCK } from './columns.ts';

const encoder = new TextEncoder();
/** Gives back what it was given: by default it would drop a byte order mark. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A column of short texts, as bytes: as strings, those of 200 000 rows take several times the memory, and the garbage collector
 * looks at every one. A text that is empty is absent.
 */
export class TextColumn {
  #blocks: (Block | undefined)[] = [];

  /** Sets a row once, in rising order; an absent text needs no memory. */
  set(row: number, text: string | undefined): void {
    if (text === undefined) return;
    const number = Math.floor(row / ROWS_A_BLOCK);
    const block = this.#blocks[number] ?? new Block();
    this.#blocks[number] = block;
    block.set(row % ROWS_A_BLOCK, text);
  }

  get(row: number): string | undefined {
    return this.#blocks[Math.floor(row / ROWS_A_BLOCK)]?.get(row % ROWS_A_BLOCK);
  }

  /** Keeps some rows, named in rising order, as the rows from 0 on. */
  keep(rows: Uint32Array): void {
    if (this.#blocks.length === 0) return;
    const kept = new TextColumn();
    for (const [row, before] of rows.entries()) kept.set(row, this.get(before));
    this.#blocks = kept.#blocks;
  }
}

class Block {
  #bytes = new Uint8Array(ROWS_A_BLOCK * 8);
  #used = 0;
  #places = 0;
  /** Where the text of each place ends, and that of the next begins. */
  readonly #ends = new Uint32Array(ROWS_A_BLOCK);

  set(place: number, text: string): void {
    // A character of UTF-16 has three bytes at most.
    this.#reserve(3 * text.length);
    this.#ends.fill(this.#used, this.#places, place);
    this.#used += encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written;
    this.#ends[place] = this.#used;
    this.#places = place + 1;
  }

  get(place: number): string | undefined {
    if (place >= this.#places) return undefined;
    const bytes = this.#bytes.subarray(this.#ends[place - 1] ?? 0, this.#ends[place]);
    return bytes.length === 0 ? undefined : decoder.decode(bytes);
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    const more = new Uint8Array(Math.max(2 * this.#bytes.length, this.#used + bytes));
    more.set(this.#bytes);
    this.#bytes = more;
  }
}
