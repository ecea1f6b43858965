import type { LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { RequestLanes } from '../core/pictures.ts';
import type { Rng } from '../core/rng.ts';
import { LedgerRows, sizeOf } from './ledger-rows.ts';
import { valueAtRank } from './value-at-rank.ts';

/** Attempts whose rows are kept, all of them. Where there are more, so many of each kind stay. */
const ROWS = 200_000;
const FIRST = 1_000;
const SLOWEST = 1_000;
const FAILURES = 10_000;
const SAMPLE = 50_000;
/** Far more than chance moves the sample's greatest key: 50 000 draws deviate by half a per cent. */
const MARGIN = 1.05;

/**
 * The rows of one strategy, one an item with all its attempts, in the order in which they settled. Bounded: beyond 200 000
 * attempts it keeps the first, the slowest, failures, and a sample of all. Counters and histograms are made elsewhere, and
 * hold everything.
 *
 * The slowest are those of the longest latency, if items become due over time. Where all are due at once that would be the
 * last in line, whatever happened to them: there an item's time begins when it was pulled.
 *
 * The sample is that of the smallest random keys, which follow from seed and item: it does not depend on the order.
 */
export class Ledger implements Iterable<LedgerEntry> {
  readonly #rng: Rng;
  readonly #open: boolean;
  readonly #rows = new LedgerRows();
  #settled = 0;
  #failures = 0;
  /** What the slowest rows are above; `undefined` while all rows are kept. */
  #slow: Microseconds | undefined;
  /** A number for each row, to choose by. One array for all choices: what is not used again stays for long. */
  #scratch: Float64Array | undefined;
  /** The rows that are worth their places; forgotten when others come. */
  #chosen: Choice | undefined;

  /** @param open whether items become due over time. @default false */
  constructor(rng: Rng, open = false) {
    this.#rng = rng;
    this.#open = open;
  }

  /** Items, those whose rows were left out included. */
  get settled(): number {
    return this.#settled;
  }

  /** Items whose rows were left out. */
  get omitted(): number {
    return this.#settled - (this.#slow === undefined ? this.#rows.items : this.#choose().count);
  }

  /** Attempts whose rows are held. */
  get attempts(): number {
    return this.#rows.attempts;
  }

  /** What a picture of single requests is drawn from, of all rows that are held. */
  toLanes(): RequestLanes {
    return this.#rows.toLanes();
  }

  add(entry: LedgerEntry): void {
    this.#settled++;
    if (!this.#wants(entry)) return;
    if (this.#rows.size + sizeOf(entry) > ROWS) {
      this.#thinOut();
      if (!this.#wants(entry)) return;
    }
    if (entry.bin !== 'completed') this.#failures++;
    this.#chosen = undefined;
    this.#rows.add(entry);
  }

  [Symbol.iterator](): Iterator<LedgerEntry> {
    if (this.#slow === undefined) return this.#rows[Symbol.iterator]();
    const { kept } = this.#choose();
    return this.#rows.select((row) => kept[row] === 1);
  }

  #wants({ item, intended_us, taken_us = intended_us, done_us = 0, bin }: LedgerEntry): boolean {
    if (this.#slow === undefined) return true;
    if (bin !== 'completed' && this.#failures < FAILURES) return true;
    if (done_us - (this.#open ? intended_us : taken_us) > this.#slow) return true;
    // The sample's greatest key is near SAMPLE / settled: what is well above it now will be later.
    return this.#keyOf(item) < (SAMPLE * MARGIN) / this.#settled;
  }

  #keyOf(item: number): number {
    return this.#rng.uniform('ledger', item);
  }

  #thinOut(): void {
    const { kept, slow, failures } = this.#choose();
    this.#rows.keep((row) => kept[row] === 1);
    this.#slow = slow;
    this.#failures = failures;
    this.#chosen = undefined;
  }

  #choose(): Choice {
    this.#scratch ??= new Float64Array(ROWS);
    const rows = this.#rows;
    const keyAt = (row: number) => this.#keyOf(rows.itemAt(row));
    const timeAt = (row: number) => (this.#open ? rows.latencyAt(row) : rows.sincePulledAt(row));
    this.#chosen ??= choose(rows, keyAt, timeAt, this.#scratch);
    return this.#chosen;
  }
}

interface Choice {
  /** 1 for each row that stays. */
  readonly kept: Uint8Array;
  readonly count: number;
  readonly failures: number;
  /** Time of the fastest among the slowest. */
  readonly slow: Microseconds;
}

/** A number for each row. */
type At = (row: number) => number;

function choose(rows: LedgerRows, keyAt: At, timeAt: At, scratch: Float64Array): Choice {
  const { items } = rows;
  const perItem = rows.size / items;
  const room = (attempts: number) => Math.max(1, Math.floor(attempts / perItem));
  const values = scratch.subarray(0, items);
  const atRank = (rank: number, valueAt: At) => {
    for (let row = 0; row < items; row++) values[row] = valueAt(row);
    return valueAtRank(values, rank);
  };
  const key = atRank(Math.min(room(SAMPLE), items) - 1, keyAt);
  const slow = atRank(Math.max(0, items - room(SLOWEST)), timeAt);

  const kept = new Uint8Array(items);
  const keep = (most: number, wants: (row: number) => boolean): number => {
    let count = 0;
    for (let row = 0; row < items && count < most; row++) {
      if (!wants(row)) continue;
      kept[row] = 1;
      count++;
    }
    return count;
  };
  keep(room(FIRST), () => true);
  const slower = keep(room(SLOWEST), (row) => timeAt(row) > slow);
  keep(room(SLOWEST) - slower, (row) => timeAt(row) === slow);
  keep(room(SAMPLE), (row) => keyAt(row) <= key);
  const failures = keep(room(FAILURES), (row) => rows.isFailed(row));
  return { kept, count: kept.reduce((sum, one) => sum + one, 0), failures, slow };
}
