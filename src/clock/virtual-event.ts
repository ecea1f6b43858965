import type { Rank, Timer } from '../core/clock.ts';
import type { EventHeap, HeapEntry } from './event-heap.ts';

/** Who scheduled an event. */
export type EventKind = 'sleep' | 'at' | 'timeout' | 'interval' | 'immediate';

/** A pending callback. One allocation a timer: it is the heap's entry and the caller's handle. */
export class VirtualEvent implements HeapEntry, Timer {
  readonly due: number;
  readonly rank: Rank;
  readonly seq: number;
  readonly kind: EventKind;
  readonly run: () => void;
  position = -1;
  readonly #heap: EventHeap<VirtualEvent>;

  constructor(
    heap: EventHeap<VirtualEvent>,
    due: number,
    rank: Rank,
    seq: number,
    kind: EventKind,
    run: () => void,
  ) {
    this.#heap = heap;
    this.due = due;
    this.rank = rank;
    this.seq = seq;
    this.kind = kind;
    this.run = run;
  }

  cancel(): void {
    this.#heap.remove(this);
  }
}
