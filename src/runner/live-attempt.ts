import type { AttemptRequest, AttemptWatch } from '../core/client.ts';
import type { Item } from '../core/item.ts';
import type { Microseconds } from '../core/ledger.ts';
import type { TimeoutStage } from '../core/outcome.ts';
import { AttemptRecord } from './attempt-record.ts';
import type { DeadlineWatch } from './deadline-watch.ts';

/** What all attempts of a run share. */
export interface AttemptSetting {
  readonly now: () => Microseconds;
  readonly deadlines: DeadlineWatch;
  /** Whether silence after the head counts. */
  readonly idles: boolean;
}

/**
 * An attempt on the wire: its timestamps, and a way to end it from outside. One object for all of it, because a simulated
 * run makes hundreds of thousands a second.
 */
export class LiveAttempt extends AttemptRecord implements AttemptRequest {
  readonly item: Item;
  readonly attempt: number;
  /** Attempts on the wire when it started, itself included. */
  inFlightAtStart = 1;
  /** Money that was taken aside for it, in millionths of a dollar. */
  reserved = 0;
  /** Whether deadlines count for it: not once it has missed one, or has ended. */
  watched = false;
  /** Its neighbours among the attempts in flight. */
  before: LiveAttempt | undefined;
  after: LiveAttempt | undefined;
  readonly #setting: AttemptSetting;
  #controller: AbortController | undefined;
  #listener: (() => void) | undefined;
  #aborted = false;
  #timedOut: TimeoutStage | undefined;

  constructor(item: Item, attempt: number, asked: Microseconds, setting: AttemptSetting) {
    super(attempt, asked, setting.now);
    this.item = item;
    this.attempt = attempt;
    this.#setting = setting;
  }

  get watch(): AttemptWatch {
    return this;
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** The deadline that it missed, if one ended it. */
  get timedOut(): TimeoutStage | undefined {
    return this.#timedOut;
  }

  onAbort(listener: () => void): void {
    if (this.#aborted) listener();
    else this.#listener = listener;
  }

  abort(): void {
    this.#aborted = true;
    this.#controller?.abort();
    this.#listener?.();
  }

  override headers(): void {
    super.headers();
    // The head can bring a deadline nearer: from now on silence counts.
    const { deadlines, idles } = this.#setting;
    if (idles && this.watched) deadlines.watch(this);
  }

  /** It missed a deadline. */
  miss(stage: TimeoutStage): void {
    this.#timedOut = stage;
    this.abort();
  }
}
