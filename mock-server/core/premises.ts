import type { Clock } from '../../src/core/clock.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { LimitState, Usage } from '../limits/gate.ts';
import type { Denial } from '../limits/limiter.ts';
import type { Station } from '../load/load.ts';
import type { SlotQueue } from '../load/slot-queue.ts';
import type { Truth } from '../truth/truth.ts';
import type { Call } from './call.ts';
import type { Script } from './script.ts';

/** What a request meets on its way. */
export interface Premises {
  readonly plan: MockPlan;
  readonly clock: Clock;
  readonly truth: Truth;
  readonly station: Station;
  /** Absent: a slot for everybody. */
  readonly queue: SlotQueue | undefined;
  /** Books the request, if all limits let it pass. */
  admit(call: Call, now: Milliseconds): Denial | undefined;
  /** The rate limits that hold for the request. */
  limits(call: Call, now: Milliseconds): readonly LimitState[];
  /** Output tokens of the request came into being. */
  produce(call: Call, tokens: number, now: Milliseconds): void;
  /** A request that had passed the limits is over. */
  settle(call: Call, usage: Usage, now: Milliseconds): void;
  /** What a refused client is told to wait; `undefined` = nothing. */
  toldWait(denial: Denial): Milliseconds | undefined;
  /** Counts an attempt of an item that gets into service. @returns how many did before */
  countAdmitted(item: number): number;
  /** @param admittedAttempt keys the draws */
  script(call: Call, admittedAttempt: number): Script;
  /** How long it takes to refuse the request. */
  rejectLatency(call: Call): Milliseconds;
}
