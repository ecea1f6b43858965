import type { Milliseconds } from '../../src/core/units.ts';
import type { Identity } from '../core/identify.ts';
import type { Connection } from '../core/sink.ts';
import type { LimitState } from '../limits/gate.ts';

/** One request as the server saw it. Times are on the clock's scale; NaN = has not happened. */
export interface Row extends Identity {
  /** Counts requests in the order of their arrival, from 1. */
  readonly seq: number;
  /** The socket that it came through, where the host knows sockets. */
  readonly connection: Connection | undefined;
  /** Earlier attempts of the item that got into service: keys the draws of service. */
  readonly admittedAttempt: number;
  readonly headAt: Milliseconds;
  /** All of it was there; the same as `headAt` where a host does not tell them apart. */
  readonly arrivedAt: Milliseconds;
  /** It passed the limits. */
  readonly admittedAt: Milliseconds;
  /** Service began: later than admitted when it had to wait for a slot. */
  readonly startedAt: Milliseconds;
  readonly firstByteAt: Milliseconds;
  /** First token of a stream, thinking included. */
  readonly firstTokenAt: Milliseconds;
  /** First token of a stream's text. */
  readonly firstContentAt: Milliseconds;
  readonly endedAt: Milliseconds;
  /** HTTP status of the reply; 0 when the client went away before there was one. */
  readonly status: number;
  /**
   * `ok`, `limited:<dimension>`, `queue-full`, `invalid`, `fault:<id>`, `client-abort`,
   * `aside:<what>` for what no limit of messages is for; `in-flight` until it ended.
   */
  readonly outcome: string;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
  /** Nominal service time, as drawn. */
  readonly demand: Milliseconds;
  /** Requests in service when its own service began, itself included. */
  readonly inServiceAtStart: number;
  /** The rate limits just after it was booked, or refused. */
  readonly limits: readonly Pick<LimitState, 'place' | 'level'>[];
}

const BLOCK = 65_536;

/** So many rows or a few more, as {@link Rows} can keep them. */
export function wholeBlocks(rows: number): number {
  return Math.ceil(rows / BLOCK) * BLOCK;
}

/**
 * The last rows, in columns, so that a million of them take 130 MB and cost the garbage collector
 * nothing.
 */
export class Rows {
  readonly #limits: number;
  readonly #capacity: number;
  readonly #blocks: Block[] = [];
  #last = 0;

  /**
   * @param limits number of rate limits whose state is kept with each row
   * @param capacity rows that are kept, a multiple of 65 536; 0 = none
   */
  constructor(limits = 0, capacity = 16 * BLOCK) {
    this.#limits = limits;
    this.#capacity = capacity;
  }

  /** Whether old rows were overwritten. */
  get overflow(): boolean {
    return this.#last > this.#capacity;
  }

  /** Writes a row, or what has become of it. */
  write(row: Row): void {
    if (row.seq > this.#last) this.#last = row.seq;
    if (row.seq <= this.#last - this.#capacity) return;
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
      block = new Block(this.#limits);
      this.#blocks[index] = block;
    }
    return block;
  }
}

/** A column of milliseconds. */
const times = () => new Float64Array(BLOCK);

/** A column of whole numbers. */
const counts = () => new Uint32Array(BLOCK);

class Block {
  readonly #item = counts();
  readonly #attempt = counts();
  readonly #retries = new Uint16Array(BLOCK);
  readonly #connection = counts();
  readonly #connectionNth = counts();
  readonly #admittedAttempt = counts();
  readonly #headAt = times();
  readonly #arrivedAt = times();
  readonly #admittedAt = times();
  readonly #startedAt = times();
  readonly #firstByteAt = times();
  readonly #firstTokenAt = times();
  readonly #firstContentAt = times();
  readonly #endedAt = times();
  readonly #status = new Uint16Array(BLOCK);
  readonly #outcome: string[] = new Array(BLOCK).fill('');
  readonly #inputTokens = counts();
  readonly #cacheReadTokens = counts();
  readonly #outputTokens = counts();
  readonly #demand = times();
  readonly #inServiceAtStart = counts();
  readonly #levels: readonly Float64Array[];

  constructor(limits: number) {
    this.#levels = Array.from({ length: limits }, () => new Float64Array(BLOCK));
  }

  write(i: number, row: Row): void {
    this.#item[i] = row.item;
    this.#attempt[i] = row.attempt;
    this.#retries[i] = row.retries;
    this.#connection[i] = row.connection?.id ?? 0;
    this.#connectionNth[i] = row.connection?.nth ?? 0;
    this.#admittedAttempt[i] = row.admittedAttempt;
    this.#headAt[i] = row.headAt;
    this.#arrivedAt[i] = row.arrivedAt;
    this.#admittedAt[i] = row.admittedAt;
    this.#startedAt[i] = row.startedAt;
    this.#firstByteAt[i] = row.firstByteAt;
    this.#firstTokenAt[i] = row.firstTokenAt;
    this.#firstContentAt[i] = row.firstContentAt;
    this.#endedAt[i] = row.endedAt;
    this.#status[i] = row.status;
    this.#outcome[i] = row.outcome;
    this.#inputTokens[i] = row.inputTokens;
    this.#cacheReadTokens[i] = row.cacheReadTokens;
    this.#outputTokens[i] = row.outputTokens;
    this.#demand[i] = row.demand;
    this.#inServiceAtStart[i] = row.inServiceAtStart;
    for (const column of this.#levels) column[i] = Number.NaN;
    for (const { place, level } of row.limits) {
      const column = this.#levels[place];
      if (column !== undefined) column[i] = level;
    }
  }

  read(i: number, seq: number): Row {
    const count = (column: Uint32Array | Uint16Array) => column[i] ?? 0;
    const time = (column: Float64Array) => column[i] ?? Number.NaN;
    const connection = { id: count(this.#connection), nth: count(this.#connectionNth) };
    return {
      seq,
      item: count(this.#item),
      attempt: count(this.#attempt),
      retries: count(this.#retries),
      connection: connection.id === 0 ? undefined : connection,
      admittedAttempt: count(this.#admittedAttempt),
      headAt: time(this.#headAt),
      arrivedAt: time(this.#arrivedAt),
      admittedAt: time(this.#admittedAt),
      startedAt: time(this.#startedAt),
      firstByteAt: time(this.#firstByteAt),
      firstTokenAt: time(this.#firstTokenAt),
      firstContentAt: time(this.#firstContentAt),
      endedAt: time(this.#endedAt),
      status: count(this.#status),
      outcome: this.#outcome[i] ?? '',
      inputTokens: count(this.#inputTokens),
      cacheReadTokens: count(this.#cacheReadTokens),
      outputTokens: count(this.#outputTokens),
      demand: time(this.#demand),
      inServiceAtStart: count(this.#inServiceAtStart),
      limits: this.#levels.map((column, place) => ({ place, level: time(column) })),
    };
  }
}
