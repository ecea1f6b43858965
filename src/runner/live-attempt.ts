import type { AttemptRequest, AttemptWatch } from '../core/client.ts';
import type { Item } from '../core/item.ts';

/** An attempt on the wire, which can be ended from outside. */
export class LiveAttempt implements AttemptRequest {
  readonly item: Item;
  readonly attempt: number;
  readonly watch: AttemptWatch;
  #controller: AbortController | undefined;
  #listener = () => {};
  #aborted = false;

  constructor(item: Item, attempt: number, watch: AttemptWatch) {
    this.item = item;
    this.attempt = attempt;
    this.watch = watch;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  onAbort(listener: () => void): void {
    if (this.#aborted) listener();
    else this.#listener = listener;
  }

  abort(): void {
    this.#aborted = true;
    this.#listener();
    this.#controller?.abort();
  }
}
