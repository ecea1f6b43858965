import { BenchError } from '../core/errors.ts';
import type { Notice } from '../core/verdict.ts';

/** Whether a run's mock server went away. It ends the run; what was measured until then is kept. */
export class MockLoss {
  readonly #signal: AbortSignal | undefined;
  #error: BenchError | undefined;

  /** @param signal aborts when its process ended, with the error as its reason; absent: nobody watches it */
  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** @returns what was asked for; `undefined` when the server was gone, which may be known here first */
  async survive<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!isLoss(error)) throw error;
      this.#error ??= error;
      return undefined;
    }
  }

  /** What is said of a run that it ended; absent for others. */
  get notice(): Notice | undefined {
    // What the process ended with says more than a connection that was refused.
    const known: unknown = this.#signal?.reason ?? this.#error;
    if (!isLoss(known)) return undefined;
    const { message, hint } = known;
    return { code: 'mock-lost', message, ...(hint && { hint }) };
  }
}

function isLoss(error: unknown): error is BenchError {
  return error instanceof BenchError && error.code === 'MOCK_LOST';
}
