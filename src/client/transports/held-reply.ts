import type { Failure } from '../../core/outcome.ts';
import type { Headers, ReplySink } from '../../core/wire.ts';
import { oneLine } from '../one-line.ts';
import { cancelled } from './wire-failure.ts';

/** Passes a reply on as it arrives, but keeps back how it ended until the SDK has read it too. */
export class HeldReply implements ReplySink {
  readonly #sink: ReplySink;
  #headArrived = false;
  #failure: Failure | undefined;
  #released = false;

  constructor(sink: ReplySink) {
    this.#sink = sink;
  }

  connected(fresh: boolean): void {
    if (!this.#released) this.#sink.connected(fresh);
  }

  head(status: number, headers: Headers): void {
    if (this.#released) return;
    this.#headArrived = true;
    this.#sink.head(status, headers);
  }

  data(bytes: Uint8Array): void {
    if (!this.#released) this.#sink.data(bytes);
  }

  /** A proper end needs no note: it is what {@link release} takes for granted. */
  end(): void {}

  fail(failure: Failure): void {
    this.#failure = failure;
  }

  /**
   * Tells how the reply ended. What arrived decides; the other reader's error counts only when
   * nothing did. When that reader stopped by itself, after an error event or at the end mark, the
   * reply is judged as it stands.
   */
  release(signal: AbortSignal, error?: unknown): void {
    this.#released = true;
    const failure = signal.aborted ? cancelled(signal.reason) : this.#failure;
    const stoppedReading = failure?.kind === 'cancelled' && !signal.aborted;
    if (failure && !stoppedReading) this.#sink.fail(failure);
    else if (this.#headArrived) this.#sink.end();
    else this.#sink.fail({ kind: 'client-error', message: oneLine(`not sent: ${error}`) });
  }
}
