import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { Microseconds } from '../core/ledger.ts';

/** What can happen to an item; the numbers are part of the fingerprint. */
export const EVENTS = { taken: 1, sent: 2, ended: 3, settled: 4 } as const;

type Event = (typeof EVENTS)[keyof typeof EVENTS];

interface LoggedEvent {
  readonly event: Event;
  readonly item: number;
  readonly attempt: number;
  readonly status: number;
}

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
  /** Events of this instant. */
  readonly #instant: LoggedEvent[] = [];
  #fingerprint: string | undefined;

  /** Time never goes back from one call to the next. */
  add(at: Microseconds, event: Event, item: number, attempt: number, status: number): void {
    if (at !== this.#now) this.#endInstant(at);
    this.#instant.push({ event, item, attempt, status });
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
    const events = this.#instant;
    if (events.length > 1) events.sort(inOrder);
    for (const { event, item, attempt, status } of events) {
      this.#write(event, item, attempt, status);
    }
    events.length = 0;
    this.#now = next;
  }

  #write(event: Event, item: number, attempt: number, status: number): void {
    const block = this.#block;
    const used = this.#used;
    block[used] = this.#now;
    block[used + 1] = event;
    block[used + 2] = item;
    block[used + 3] = attempt;
    block[used + 4] = status;
    this.#used = used + FIELDS;
    if (this.#used === block.length) this.#flush();
  }

  #flush(): void {
    this.#hash.update(new Uint8Array(this.#block.buffer, 0, this.#used * 8));
    this.#used = 0;
  }
}

function inOrder(a: LoggedEvent, b: LoggedEvent): number {
  return a.event - b.event || a.item - b.item || a.attempt - b.attempt || a.status - b.status;
}

/** One fingerprint for several, in order. */
export function combineFingerprints(fingerprints: readonly string[]): string {
  return createHash('sha256').update(fingerprints.join(' ')).digest('hex').slice(0, 16);
}
