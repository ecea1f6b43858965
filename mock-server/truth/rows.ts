import type { Milliseconds } from '../../src/core/units.ts';
import type { Identity } from '../core/identify.ts';

/** One request as the server saw it. Times are on the clock's scale; NaN = has not happened. */
export interface Row extends Identity {
  /** Counts requests in the order of their arrival, from 1. */
  readonly seq: number;
  /** Earlier attempts of the item that passed the limits: keys the draws of service. */
  readonly admittedAttempt: number;
  readonly arrivedAt: Milliseconds;
  readonly admittedAt: Milliseconds;
  /** First token of a stream. */
  readonly firstTokenAt: Milliseconds;
  readonly endedAt: Milliseconds;
  /** HTTP status of the reply; 0 when the client went away before there was one. */
  readonly status: number;
  /** `ok`, `limited:<dimension>`, `invalid`, `client-abort`; `in-flight` until it ended. */
  readonly outcome: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Nominal service time, as drawn. */
  readonly demand: Milliseconds;
  /** Requests in service when its own service began, itself included. */
  readonly inServiceAtStart: number;
}

const BLOCK = 65_536;

/**
 * The last rows, in columns, so that a million of them take 70 MB and cost the garbage collector
 * nothing.
 */
export class Rows {
  readonly #capacity: number;
  readonly #blocks: Block[] = [];
  #last = 0;

  /** @param capacity rows that are kept, a multiple of 65 536 */
  constructor(capacity = 16 * BLOCK) {
    this.#capacity = capacity;
  }

  /** Whether old rows were overwritten. */
  get overflow(): boolean {
    return this.#last > this.#capacity;
  }

  /** Writes a row, or what has become of it. */
  write(row: Row): void {
    if (row.seq > this.#last) this.#last = row.seq;
    else if (row.seq <= this.#last - this.#capacity) return;
    const slot = (row.seq - 1) % this.#capacity;
    this.#block(Math.floor(slot / BLOCK)).write(slot % BLOCK, row);
  }

  /** Rows that are still kept, by rising seq. */
  *since(seq: number): Iterable<Row> {
    const first = Math.max(seq + 1, this.#last - this.#capacity + 1, 1);
    for (let next = first; next <= this.#last; next++) {
      const slot = (next - 1) % this.#capacity;
      yield this.#block(Math.floor(slot / BLOCK)).read(slot % BLOCK, next);
    }
  }

  #block(index: number): Block {
    let block = this.#blocks[index];
    if (block === undefined) {
      block = new Block();
      this.#blocks[index] = block;
    }
    return block;
  }
}

class Block {
  readonly #item = new Uint32Array(BLOCK);
  readonly #attempt = new Uint32Array(BLOCK);
  readonly #retries = new Uint16Array(BLOCK);
  readonly #admittedAttempt = new Uint32Array(BLOCK);
  readonly #arrivedAt = new Float64Array(BLOCK);
  readonly #admittedAt = new Float64Array(BLOCK);
  readonly #firstTokenAt = new Float64Array(BLOCK);
  readonly #endedAt = new Float64Array(BLOCK);
  readonly #status = new Uint16Array(BLOCK);
  readonly #outcome: string[] = new Array(BLOCK).fill('');
  readonly #inputTokens = new Uint32Array(BLOCK);
  readonly #outputTokens = new Uint32Array(BLOCK);
  readonly #demand = new Float64Array(BLOCK);
  readonly #inServiceAtStart = new Uint32Array(BLOCK);

  write(i: number, row: Row): void {
    this.#item[i] = row.item;
    this.#attempt[i] = row.attempt;
    this.#retries[i] = row.retries;
    this.#admittedAttempt[i] = row.admittedAttempt;
    this.#arrivedAt[i] = row.arrivedAt;
    this.#admittedAt[i] = row.admittedAt;
    this.#firstTokenAt[i] = row.firstTokenAt;
    this.#endedAt[i] = row.endedAt;
    this.#status[i] = row.status;
    this.#outcome[i] = row.outcome;
    this.#inputTokens[i] = row.inputTokens;
    this.#outputTokens[i] = row.outputTokens;
    this.#demand[i] = row.demand;
    this.#inServiceAtStart[i] = row.inServiceAtStart;
  }

  read(i: number, seq: number): Row {
    return {
      seq,
      item: this.#item[i] ?? 0,
      attempt: this.#attempt[i] ?? 0,
      retries: this.#retries[i] ?? 0,
      admittedAttempt: this.#admittedAttempt[i] ?? 0,
      arrivedAt: this.#arrivedAt[i] ?? Number.NaN,
      admittedAt: this.#admittedAt[i] ?? Number.NaN,
      firstTokenAt: this.#firstTokenAt[i] ?? Number.NaN,
      endedAt: this.#endedAt[i] ?? Number.NaN,
      status: this.#status[i] ?? 0,
      outcome: this.#outcome[i] ?? '',
      inputTokens: this.#inputTokens[i] ?? 0,
      outputTokens: this.#outputTokens[i] ?? 0,
      demand: this.#demand[i] ?? Number.NaN,
      inServiceAtStart: this.#inServiceAtStart[i] ?? 0,
    };
  }
}
