import type { RampPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { roundToMicrosecond } from '../../src/core/units.ts';
import { EntryLog } from './entry-log.ts';
import type { Ask, Gate } from './gate.ts';
import { estimatedInput } from './gate.ts';
import { SAME_INSTANT, TICK, TOLERANCE } from './meter.ts';

/**
 * A limit of growth: the last window may hold max(floor, factor * what the window before it held).
 * The vendors publish no formula; this one is ours.
 */
export class RampGate implements Gate {
  readonly dimension = 'ramp';
  readonly #plan: RampPlan;
  readonly #last = new EntryLog();
  readonly #before = new EntryLog();

  constructor(plan: RampPlan) {
    this.#plan = plan;
  }

  amount(ask: Ask): number {
    return this.#plan.counts === 'requests' ? 1 : estimatedInput(ask);
  }

  /** Until the oldest entry leaves the last window: before that, nothing can change. */
  wait(ask: Ask, now: Milliseconds): Milliseconds {
    this.#slide(now);
    const { factor, floor, window } = this.#plan;
    const allowed = Math.max(floor, factor * this.#before.sum);
    const { oldest = now, sum } = this.#last;
    if (sum === 0 || sum + this.amount(ask) <= allowed + TOLERANCE) return 0;
    return Math.max(TICK, roundToMicrosecond(oldest + window - now));
  }

  spacing(): Milliseconds {
    return 0;
  }

  pass(ask: Ask, now: Milliseconds): void {
    this.#slide(now);
    this.#last.add(this.amount(ask), now);
  }

  settle(): void {}

  #slide(now: Milliseconds): void {
    const { window } = this.#plan;
    const border = now - window + SAME_INSTANT;
    this.#last.dropUntil(border, (amount, time) => this.#before.add(amount, time));
    this.#before.dropUntil(border - window);
  }
}
