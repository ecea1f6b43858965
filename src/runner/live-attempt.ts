import type { AttemptRequest, AttemptWatch } from '../core/client.ts';
import type { Clock, Timer } from '../core/clock.ts';
import type { Item } from '../core/item.ts';
import type { Microseconds } from '../core/ledger.ts';
import type { TimeoutStage } from '../core/outcome.ts';
import type { TimeoutPlan } from '../core/plan.ts';
import type { Milliseconds } from '../core/units.ts';
import { AttemptRecord } from './attempt-record.ts';
import { nextDeadline } from './deadlines.ts';

/** What all attempts of a run share. */
export interface AttemptSetting {
  readonly clock: Clock;
  /** The clock's time at 0 µs of the ledger. */
  readonly origin: Milliseconds;
  readonly now: () => Microseconds;
  readonly timeouts: TimeoutPlan;
  readonly streaming: boolean;
}

/**
 * An attempt on the wire: its timestamps, its deadlines, and a way to end it from outside. One object for all of it,
 * because a simulated run makes hundreds of thousands a second.
 */
export class LiveAttempt extends AttemptRecord implements AttemptRequest {
  readonly item: Item;
  readonly attempt: number;
  /** Attempts on the wire when it started, itself included. */
  inFlightAtStart = 1;
  /** Money that was taken aside for it, in millionths of a dollar. */
  reserved = 0;
  /** Its neighbours among the attempts in flight. */
  before: LiveAttempt | undefined;
  after: LiveAttempt | undefined;
  readonly #setting: AttemptSetting;
  #controller: AbortController | undefined;
  #listener: (() => void) | undefined;
  #aborted = false;
  #timedOut: TimeoutStage | undefined;
  #timer: Timer | undefined;
  #armedFor = Number.POSITIVE_INFINITY;

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
    if (this.#timer && this.#setting.timeouts.idle !== undefined) this.watchDeadlines();
  }

  /**
   * Ends the attempt when it misses a deadline. One timer: arriving bytes only move a number, and the timer looks at it
   * when it fires and waits on if it was early.
   */
  watchDeadlines(): void {
    const { clock, origin, timeouts, streaming } = this.#setting;
    const next = nextDeadline(timeouts, streaming, this);
    if (!next || next.at === this.#armedFor) return;
    this.#timer?.cancel();
    this.#armedFor = next.at;
    this.#timer = clock.at(origin + next.at / 1_000, () => this.#checkDeadlines());
  }

  /** No deadline counts any more. */
  settle(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #checkDeadlines(): void {
    const { timeouts, streaming } = this.#setting;
    const next = nextDeadline(timeouts, streaming, this);
    if (next && next.at <= this.#armedFor) {
      this.#timedOut = next.stage;
      this.abort();
    } else {
      this.watchDeadlines();
    }
  }
}
