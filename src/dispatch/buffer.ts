import { Fifo } from './fifo.ts';

/** A bounded buffer between one producer and any number of consumers. */
export class Buffer<T> {
  readonly #capacity: number;
  readonly #values = new Fifo<T>();
  readonly #takers = new Fifo<(value: T | undefined) => void>();
  #roomMade = () => {};
  #closed = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#values.size;
  }

  /** Resolves when one more value fits. */
  async room(): Promise<void> {
    if (this.#values.size < this.#capacity) return;
    await new Promise<void>((resolve) => {
      this.#roomMade = resolve;
    });
  }

  /** Hands the value to whoever has waited longest, or keeps it. */
  put(value: T): void {
    const taker = this.#takers.shift();
    if (taker) taker(value);
    else this.#values.push(value);
  }

  /** The next value, as soon as there is one; `undefined` when none will come any more. */
  async take(): Promise<T | undefined> {
    if (this.#values.size > 0) {
      const value = this.#values.shift();
      this.#roomMade();
      return value;
    }
    if (this.#closed) return undefined;
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** No more values: whoever takes from an empty buffer is told so. */
  close(): void {
    this.#closed = true;
    while (this.#takers.size > 0) this.#takers.shift()?.(undefined);
  }
}
