import type { LimitPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { FixedWindow } from './fixed-window.ts';
import type { Meter } from './meter.ts';
import { SlidingCounter } from './sliding-counter.ts';
import { SlidingLog } from './sliding-log.ts';
import { TokenBucket } from './token-bucket.ts';

const ALGORITHMS: Readonly<
  Record<LimitPlan['algorithm'], new (plan: LimitPlan, now: Milliseconds) => Meter>
> = {
  'token-bucket': TokenBucket,
  'fixed-window': FixedWindow,
  'sliding-log': SlidingLog,
  'sliding-counter': SlidingCounter,
};

/** A limit's own state, with what it holds at the beginning. */
export function createMeter(plan: LimitPlan, now: Milliseconds): Meter {
  return new ALGORITHMS[plan.algorithm](plan, now);
}
