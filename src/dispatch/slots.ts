import { Fifo } from './fifo.ts';

/** A counting semaphore whose size may change while it is held. Whoever asks first enters first. */
export class Slots {
  readonly #waiting = new Fifo<() => void>();
  #size: number;
  #held = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get held(): number {
    return this.#held;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Runs it in a slot, which is free again when it has ended, however it ends. */
  readonly run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (this.#held < this.#size) this.#held++;
    else await new Promise<void>((enter) => this.#waiting.push(enter));
    try {
      return await work();
    } finally {
      this.#held--;
      this.#admit();
    }
  };

  /** A smaller size takes effect as slots are given back. */
  resize(size: number): void {
    this.#size = size;
    this.#admit();
  }

  #admit(): void {
    while (this.#held < this.#size && this.#waiting.size > 0) {
      this.#held++;
      this.#waiting.shift()?.();
    }
  }
}
