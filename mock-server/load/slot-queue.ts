import type { Clock, Timer } from '../../src/core/clock.ts';
import type { QueuePlan } from '../../src/core/mock-plan.ts';
import type { Milestone } from './milestone-heap.ts';
import { MilestoneHeap } from './milestone-heap.ts';

/** A request that wants one of the server's slots. */
export interface Waiter {
  /** The lowest is first, where the discipline is `priority`. */
  readonly priority: number;
  /** There is a slot: at once, inside of `enter`, or later. */
  begin(): void;
  /** There is no place to wait at, or it has waited too long. */
  turnAway(): void;
}

/** A place at one of the slots or before them. */
export interface Place {
  readonly isWaiting: boolean;
  /** The request is over, or has gone away. Harmless when it has left before. */
  leave(): void;
}

/** Serves a number of requests at the same time and lets others wait. */
export class SlotQueue {
  readonly #plan: QueuePlan;
  readonly #clock: Clock;
  readonly #waiting = new MilestoneHeap<QueuePlace>();
  #busy = 0;
  #entered = 0;

  constructor(plan: QueuePlan, clock: Clock) {
    this.#plan = plan;
    this.#clock = clock;
  }

  enter(waiter: Waiter): Place {
    const { slots, maxWaiting = Number.POSITIVE_INFINITY } = this.#plan;
    const place = new QueuePlace(waiter, this.#rank(waiter), this.#left);
    if (this.#busy < slots) this.#serve(place);
    else if (this.#waiting.size < maxWaiting) this.#keep(place);
    else place.turnAway();
    return place;
  }

  #serve(place: QueuePlace): void {
    this.#busy++;
    place.serve();
  }

  #keep(place: QueuePlace): void {
    this.#waiting.push(place);
    const { maxWait } = this.#plan;
    if (maxWait === undefined) return;
    place.deadline = this.#clock.at(this.#clock.now() + maxWait, () => place.turnAway(), 0);
  }

  readonly #left = (place: QueuePlace, served: boolean) => {
    this.#waiting.remove(place);
    if (!served) return;
    this.#busy--;
    const next = this.#waiting.peek();
    if (next === undefined) return;
    this.#waiting.remove(next);
    this.#serve(next);
  };

  /** The heap keeps equals in the order in which they came. */
  #rank({ priority }: Waiter): number {
    switch (this.#plan.discipline) {
      case 'fifo':
        return 0;
      case 'lifo':
        return -this.#entered++;
      case 'priority':
        return priority;
    }
  }
}

class QueuePlace implements Milestone, Place {
  readonly work: number;
  order = 0;
  position = -1;
  deadline: Timer | undefined;
  readonly #waiter: Waiter;
  readonly #left: (place: QueuePlace, served: boolean) => void;
  #state: 'waiting' | 'served' | 'gone' = 'waiting';

  constructor(waiter: Waiter, rank: number, left: (place: QueuePlace, served: boolean) => void) {
    this.#waiter = waiter;
    this.work = rank;
    this.#left = left;
  }

  get isWaiting(): boolean {
    return this.#state === 'waiting';
  }

  serve(): void {
    this.#state = 'served';
    this.deadline?.cancel();
    this.#waiter.begin();
  }

  turnAway(): void {
    this.leave();
    this.#waiter.turnAway();
  }

  leave(): void {
    if (this.#state === 'gone') return;
    const served = this.#state === 'served';
    this.#state = 'gone';
    this.deadline?.cancel();
    this.#left(this, served);
  }
}
