import type { Microseconds } from '../core/ledger.ts';

/** Instants in a queue, 8 bytes each. It grows to the most that it ever held. */
export class TimeRing {
  #times = new Float64Array(64);
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get oldest(): Microseconds {
    return this.#times[this.#first] ?? 0;
  }

  get newest(): Microseconds {
    return this.#times[this.#place(this.#size - 1)] ?? 0;
  }

  push(us: Microseconds): void {
    if (this.#size === this.#times.length) this.#grow();
    this.#times[this.#place(this.#size)] = us;
    this.#size++;
  }

  dropOldest(): void {
    this.#first = this.#place(1);
    this.#size--;
  }

  #place(position: number): number {
    return (this.#first + position) % this.#times.length;
  }

  #grow(): void {
    const grown = new Float64Array(this.#times.length * 2);
    grown.set(this.#times.subarray(this.#first));
    grown.set(this.#times.subarray(0, this.#first), this.#times.length - this.#first);
    this.#times = grown;
    this.#first = 0;
  }
}
