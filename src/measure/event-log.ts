import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { Microseconds } from '../core/ledger.ts';

/** What can happen to an item; the numbers are part of the fingerprint. */
export const EVENTS = { taken: 1, sent: 2, ended: 3, settled: 4 } as const;

const FIELDS = 5;
const EVENTS_A_BLOCK = 1_024;

/**
 * Hashes every event of a run in the order in which it happened. Two runs with equal fingerprints had equal schedules.
 *
 * Events are five little-endian doubles each (time, event, item, attempt, status), hashed in blocks: no text is made.
 */
export class EventLog {
  readonly #hash: Hash = createHash('sha256');
  readonly #block = new Float64Array(FIELDS * EVENTS_A_BLOCK);
  #used = 0;
  #fingerprint: string | undefined;

  add(
    at: Microseconds,
    event: (typeof EVENTS)[keyof typeof EVENTS],
    item: number,
    attempt: number,
    status: number,
  ): void {
    const block = this.#block;
    let used = this.#used;
    block[used++] = at;
    block[used++] = event;
    block[used++] = item;
    block[used++] = attempt;
    block[used++] = status;
    this.#used = used === block.length ? this.#flush() : used;
  }

  /** The first 16 hex digits of the SHA-256. Ends the log: what is added later is not in it. */
  fingerprint(): string {
    if (this.#fingerprint === undefined) {
      this.#flush();
      this.#fingerprint = this.#hash.copy().digest('hex').slice(0, 16);
    }
    return this.#fingerprint;
  }

  #flush(): number {
    this.#hash.update(new Uint8Array(this.#block.buffer, 0, this.#used * 8));
    this.#used = 0;
    return 0;
  }
}

/** One fingerprint for several, in order. */
export function combineFingerprints(fingerprints: readonly string[]): string {
  return createHash('sha256').update(fingerprints.join(' ')).digest('hex').slice(0, 16);
}
