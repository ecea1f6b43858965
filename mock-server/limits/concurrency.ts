import type { ConcurrencyPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Gate } from './gate.ts';

/** A cap on requests that have passed and are not yet over. */
export class ConcurrencyGate implements Gate {
  readonly dimension = 'concurrency';
  readonly #limit: number;
  readonly #retryAfter: Milliseconds;
  #passed = 0;

  constructor({ limit, retryAfter }: ConcurrencyPlan) {
    this.#limit = limit;
    this.#retryAfter = retryAfter;
  }

  amount(): number {
    return 1;
  }

  /** Nobody knows when one ends: the wait is a plain number. */
  wait(): Milliseconds {
    return this.#passed < this.#limit ? 0 : this.#retryAfter;
  }

  spacing(): Milliseconds {
    return 0;
  }

  pass(): void {
    this.#passed++;
  }

  settle(): void {
    this.#passed--;
  }
}
