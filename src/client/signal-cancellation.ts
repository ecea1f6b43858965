import type { Cancellation } from '../core/wire.ts';

/** Gives a request up when a signal aborts that may outlive it. */
export class SignalCancellation implements Cancellation {
  readonly signal: AbortSignal;
  #listener: (() => void) | undefined;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  onAbort(listener: () => void): void {
    this.#listener = listener;
    if (this.signal.aborted) listener();
    else this.signal.addEventListener('abort', listener, { once: true });
  }

  /** The request is over: nobody listens to the signal any more. */
  release(): void {
    if (this.#listener) this.signal.removeEventListener('abort', this.#listener);
  }
}
