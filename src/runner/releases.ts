import type { ReleaseFigures } from '../core/health.ts';
import type { Milliseconds } from '../core/units.ts';
import { Fifo } from '../dispatch/fifo.ts';

/** An item is noticed in time when that is within so long: more is lateness, which has a limit of its own. */
const GRACE: Milliseconds = 50;

/** Counts the items of an open load that were noticed before the load ended, without keeping all of their times. */
export class Releases {
  readonly #late = new Fifo<Milliseconds>();
  #planned = 0;
  #end: Milliseconds = 0;

  /** In the order of their times. */
  add(intended: Milliseconds, due: Milliseconds): void {
    this.#planned++;
    this.#end = intended + GRACE;
    this.#late.push(due);
    this.#forget();
  }

  get figures(): ReleaseFigures {
    return { planned: this.#planned, released: this.#planned - this.#late.size };
  }

  /** Those that are in time for the end as it is known so far. */
  #forget(): void {
    while (this.#late.first !== undefined && this.#late.first <= this.#end) this.#late.shift();
  }
}
