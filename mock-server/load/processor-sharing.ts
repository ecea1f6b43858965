import type { Clock, Timer } from '../../src/core/clock.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import type { Progress, Station, Visit } from './load.ts';
import type { Milestone } from './milestone-heap.ts';
import { MilestoneHeap } from './milestone-heap.ts';

/**
 * Clocks tick in microseconds: times closer than half of one, and rounding noise, are the same
 * instant.
 */
const SAME_INSTANT: Milliseconds = 0.0005 + 1e-9;

/**
 * Exact processor sharing: all n requests in service progress at rate 1 / S(n).
 *
 * They share one attained-work variable V with dV/dt = 1 / S(n). A request that starts stores V,
 * and each of its milestones waits in a heap at V + nominal offset. A milestone at work v is due at
 * t + (v - V) * S(n), so one timer for the top of the heap is enough, re-armed at every arrival,
 * departure and milestone.
 *
 * Time t here is the model's own: milestones are processed at the exact instants at which they are
 * due, in order, also when the timer fires late. Neither a clock's rounding nor a late timer adds
 * up.
 */
export class ProcessorSharing implements Station {
  readonly #clock: Clock;
  readonly #stretch: (n: number) => number;
  readonly #heap = new MilestoneHeap<Sharer>();
  #attained = 0;
  #time: Milliseconds = 0;
  #timer: Timer | undefined;
  #armedFor = Number.NaN;
  #advancing = false;

  /** @param stretch S(n): how much longer everything takes with n requests in service; S(1) = 1 */
  constructor(clock: Clock, stretch: (n: number) => number) {
    this.#clock = clock;
    this.#stretch = stretch;
  }

  start(progress: Progress, first: Milliseconds): Visit {
    this.#advance();
    if (this.#heap.size === 0 && !this.#advancing) this.#attained = 0;
    const sharer = new Sharer(progress, this.#attained, first, this.#leave);
    this.#heap.push(sharer);
    this.#arm();
    return sharer;
  }

  readonly #leave = (sharer: Sharer) => {
    this.#advance();
    this.#heap.remove(sharer);
    this.#arm();
  };

  readonly #fire = () => {
    this.#armedFor = Number.NaN;
    this.#advance();
    this.#arm();
  };

  /**
   * Brings V and t to now. A milestone's callback may start or end other requests: that happens at
   * its instant.
   */
  #advance(): void {
    if (this.#advancing) return;
    this.#advancing = true;
    const now = this.#clock.now();
    for (let due = this.#nextDue(); due <= now + SAME_INSTANT; due = this.#nextDue()) {
      this.#time = due;
      this.#passMilestone(now);
    }
    if (now > this.#time + SAME_INSTANT) {
      const n = this.#heap.size;
      if (n > 0) this.#attained += (now - this.#time) / this.#stretch(n);
      this.#time = now;
    }
    this.#advancing = false;
  }

  #passMilestone(now: Milliseconds): void {
    const sharer = this.#heap.peek();
    if (sharer === undefined) return;
    this.#attained = Math.max(this.#attained, sharer.work);
    this.#heap.remove(sharer);
    const next = sharer.progress.reach(now);
    if (next === undefined) return;
    sharer.work = sharer.begun + next;
    this.#heap.push(sharer);
  }

  #nextDue(): Milliseconds {
    const next = this.#heap.peek();
    if (next === undefined) return Number.POSITIVE_INFINITY;
    return this.#time + Math.max(0, next.work - this.#attained) * this.#stretch(this.#heap.size);
  }

  #arm(): void {
    if (this.#advancing) return;
    const due = roundToMicrosecond(this.#nextDue());
    if (due === this.#armedFor) return;
    this.#timer?.cancel();
    this.#armedFor = due;
    this.#timer = Number.isFinite(due) ? this.#clock.at(due, this.#fire, 0) : undefined;
  }
}

/** A request in service, as its next milestone. */
class Sharer implements Milestone, Visit {
  readonly progress: Progress;
  /** V when service began. */
  readonly begun: number;
  work: number;
  order = 0;
  position = -1;
  readonly #leave: (sharer: Sharer) => void;

  constructor(
    progress: Progress,
    begun: number,
    first: Milliseconds,
    leave: (sharer: Sharer) => void,
  ) {
    this.progress = progress;
    this.begun = begun;
    this.work = begun + first;
    this.#leave = leave;
  }

  leave(): void {
    this.#leave(this);
  }
}
