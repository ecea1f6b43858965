import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { Microseconds } from '../core/ledger.ts';

/** What can happen to an item; the numbers are part of the fingerprint. */
export const EVENTS = { begun: 1, sent: 2, ended: 3, settled: 4 } as const;

type Event = (typeof EVENTS)[keyof typeof EVENTS];

const FIELDS = 5;
const EVENTS_A_BLOCK = 1_024;

/**
 * Hashes what happened in a run, and when. Two runs with equal fingerprints had equal schedules.
 *
 * Events of one instant are hashed in the order of kind, item and attempt, not in that of their promises: how many hops
 * a library takes within an instant differs between its versions and Node's, and changes nothing.
 *
 * An event is five little-endian doubles (time, event, item, attempt, status), hashed in blocks: no text is made.
 */
export class EventLog {
  readonly #hash: Hash = createHash('sha256');
  readonly #block = new Float64Array(FIELDS * EVENTS_A_BLOCK);
  #used = 0;
  #now: Microseconds = 0;
  /** Events of this instant, by kind. */
  readonly #instant = Object.values(EVENTS).map((event) => new EventsOfKind(event));
  #fingerprint: string | undefined;

  /** Time never goes back from one call to the next. */
  add(at: Microseconds, event: Event, item: number, attempt: number, status: number): void {
    if (at !== this.#now) this.#endInstant(at);
    this.#instant[event - 1]?.add(item, attempt, status);
  }

  /** The first 16 hex digits of the SHA-256. Ends the log: what is added later is not in it. */
  fingerprint(): string {
    if (this.#fingerprint === undefined) {
      this.#endInstant(this.#now);
      this.#flush();
      this.#fingerprint = this.#hash.copy().digest('hex').slice(0, 16);
    }
    return this.#fingerprint;
  }

  #endInstant(next: Microseconds): void {
    for (const events of this.#instant) events.drain(this.#write);
    this.#now = next;
  }

  readonly #write = (event: Event, item: number, attempt: number, status: number): void => {
    const block = this.#block;
    const used = this.#used;
    block[used] = this.#now;
    block[used + 1] = event;
    block[used + 2] = item;
    block[used + 3] = attempt;
    block[used + 4] = status;
    this.#used = used + FIELDS;
    if (this.#used === block.length) this.#flush();
  };

  #flush(): void {
    this.#hash.update(new Uint8Array(this.#block.buffer, 0, this.#used * 8));
    this.#used = 0;
  }
}

type Write = (event: Event, item: number, attempt: number, status: number) => void;

const ITEM = 0;
const ATTEMPT = 1;
const STATUS = 2;
const WIDTH = 3;

/**
 * Events of one kind at one instant. They mostly come in the order in which they leave, so that nothing is sorted; and
 * their numbers lie in one array that serves all instants, so that nothing is allocated.
 */
class EventsOfKind {
  readonly #event: Event;
  readonly #numbers: number[] = [];
  #used = 0;
  #sorted = true;

  constructor(event: Event) {
    this.#event = event;
  }

  add(item: number, attempt: number, status: number): void {
    const numbers = this.#numbers;
    const used = this.#used;
    if (used > 0 && item <= this.#at(used - WIDTH, ITEM)) this.#sorted = false;
    numbers[used + ITEM] = item;
    numbers[used + ATTEMPT] = attempt;
    numbers[used + STATUS] = status;
    this.#used = used + WIDTH;
  }

  /** Writes the events in the order of item, attempt and status, and forgets them. */
  drain(write: Write): void {
    if (this.#sorted) for (let row = 0; row < this.#used; row += WIDTH) this.#write(row, write);
    else for (const row of this.#inOrder()) this.#write(row, write);
    this.#used = 0;
    this.#sorted = true;
  }

  #write(row: number, write: Write): void {
    write(this.#event, this.#at(row, ITEM), this.#at(row, ATTEMPT), this.#at(row, STATUS));
  }

  #inOrder(): number[] {
    const rows = Array.from({ length: this.#used / WIDTH }, (_, event) => event * WIDTH);
    const compare = (a: number, b: number, field: number) =>
      this.#at(a, field) - this.#at(b, field);
    return rows.sort(
      (a, b) => compare(a, b, ITEM) || compare(a, b, ATTEMPT) || compare(a, b, STATUS),
    );
  }

  #at(row: number, field: number): number {
    return this.#numbers[row + field] ?? 0;
  }
}

/** One fingerprint for several, in order. */
export function combineFingerprints(fingerprints: readonly string[]): string {
  return createHash('sha256').update(fingerprints.join(' ')).digest('hex').slice(0, 16);
}
