import type { LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { RequestLanes } from '../core/pictures.ts';
import type { Rng } from '../core/rng.ts';
import type { Choice } from './choose-rows.ts';
import { chooseRows, ROOM } from './choose-rows.ts';
import { LedgerRows, sizeOf } from './ledger-rows.ts';
import type { RecorderSetting } from './recorder.ts';

/** Attempts whose rows are kept, all of them. Where there are more, so many of each kind stay. */
const ROWS = 200_000;
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
  /** Numbers for each row, to choose by. The same arrays for all choices: what is not used again stays for long. */
  #numbers: Readonly<Record<'times' | 'scratch', Float64Array>> | undefined;
  /** The rows that are worth their places; forgotten when others come. */
  #chosen: Choice | undefined;

  constructor(rng: Rng, { open = false }: Pick<RecorderSetting, 'open'> = {}) {
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
    if (bin !== 'completed' && this.#failures < ROOM.failures) return true;
    if (done_us - (this.#open ? intended_us : taken_us) > this.#slow) return true;
    // The sample's greatest key is near SAMPLE / settled: what is well above it now will be later.
    return this.#keyOf(item) < (ROOM.sample * MARGIN) / this.#settled;
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
    this.#chosen ??= this.#chooseAnew();
    return this.#chosen;
  }

  #chooseAnew(): Choice {
    this.#numbers ??= { times: new Float64Array(ROWS), scratch: new Float64Array(ROWS) };
    const rows = this.#rows;
    const { items } = rows;
    const times = this.#numbers.times.subarray(0, items);
    const scratch = this.#numbers.scratch.subarray(0, items);
    for (let row = 0; row < items; row++) {
      times[row] = this.#open ? rows.latencyAt(row) : rows.sincePulledAt(row);
    }
    const keyAt = (row: number) => this.#keyOf(rows.itemAt(row));
    const isFailed = (row: number) => rows.isFailed(row);
    return chooseRows({ times, scratch, keyAt, isFailed }, rows.size / items);
  }
}
