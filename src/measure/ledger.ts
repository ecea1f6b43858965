import type { LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { Rng } from '../core/rng.ts';
import type { RowBrief } from './ledger-rows.ts';
import { LedgerRows, sizeOf } from './ledger-rows.ts';

/** Attempts whose rows are kept, all of them. Where there are more, so many of each kind stay. */
const ROWS = 200_000;
const FIRST = 1_000;
const SLOWEST = 1_000;
const FAILURES = 10_000;
const SAMPLE = 50_000;

/**
 * The rows of one strategy, one an item with all its attempts, in the order in which they settled. Bounded: beyond 200 000
 * attempts it keeps the first, the slowest, failures, and a sample of all. Counters and histograms are made elsewhere, and
 * hold everything.
 *
 * The sample is that of the smallest random keys, which follow from seed and item: it does not depend on the order.
 */
export class Ledger implements Iterable<LedgerEntry> {
  readonly #rng: Rng;
  #rows = new LedgerRows();
  #settled = 0;
  #failures = 0;
  /** What a row must be below or above to be worth its place; no limits while all are kept. */
  #limits: { readonly key: number; readonly latency: Microseconds } | undefined;
  /** Rows came since they were last thinned out. */
  #grown = false;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  /** Items whose rows were left out. */
  get omitted(): number {
    if (this.#limits && this.#grown) this.#thinOut();
    return this.#settled - this.#rows.items;
  }

  add(entry: LedgerEntry): void {
    this.#settled++;
    if (!this.#wants(entry)) return;
    if (this.#rows.size + sizeOf(entry) > ROWS) {
      this.#thinOut();
      if (!this.#wants(entry)) return;
    }
    if (entry.bin !== 'completed') this.#failures++;
    this.#grown = true;
    this.#rows.add(entry);
  }

  [Symbol.iterator](): Iterator<LedgerEntry> {
    if (this.#limits && this.#grown) this.#thinOut();
    return this.#rows[Symbol.iterator]();
  }

  #wants({ item, intended_us, done_us = 0, bin }: LedgerEntry): boolean {
    if (!this.#limits) return true;
    if (bin !== 'completed' && this.#failures < FAILURES) return true;
    return done_us - intended_us > this.#limits.latency || this.#keyOf(item) < this.#limits.key;
  }

  #keyOf(item: number): number {
    return this.#rng.uniform('ledger', item);
  }

  #thinOut(): void {
    const rows = this.#rows;
    const perItem = rows.size / rows.items;
    const room = (attempts: number) => Math.max(1, Math.floor(attempts / perItem));
    const briefs: RowBrief[] = Array.from({ length: rows.items }, (_, row) => rows.briefAt(row));
    const keys = Float64Array.from(briefs, ({ item }) => this.#keyOf(item));
    const latencies = Float64Array.from(briefs, ({ latency }) => latency);
    const key = keys.toSorted()[Math.min(room(SAMPLE), rows.items) - 1] ?? 0;
    const latency = latencies.toSorted()[Math.max(0, rows.items - room(SLOWEST))] ?? 0;

    const kept = new Uint8Array(rows.items);
    const keep = (most: number, wants: (row: number) => boolean): number => {
      let count = 0;
      for (let row = 0; row < kept.length && count < most; row++) {
        if (!wants(row)) continue;
        kept[row] = 1;
        count++;
      }
      return count;
    };
    keep(room(FIRST), () => true);
    keep(room(SLOWEST), (row) => (latencies[row] ?? 0) >= latency);
    keep(room(SAMPLE), (row) => (keys[row] ?? 1) <= key);
    this.#failures = keep(room(FAILURES), (row) => briefs[row]?.failed === true);

    this.#rows = new LedgerRows();
    for (const entry of rows.select((row) => kept[row] === 1)) this.#rows.add(entry);
    this.#limits = { key, latency };
    this.#grown = false;
  }
}
