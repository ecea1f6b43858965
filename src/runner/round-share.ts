import type { Clock } from '../core/clock.ts';
import type { Workload } from '../core/item.ts';
import type { Settled } from '../core/job.ts';
import type { Plan } from '../core/plan.ts';
import { createRng } from '../core/rng.ts';
import type { Strategy } from '../core/strategy.ts';
import type { UserCode } from '../core/user-code.ts';
import type { RecorderSetting } from '../measure/recorder.ts';
import type { MeasuredRow } from '../measure/row-replay.ts';
import type { LiveRun, StrategyRunOutput } from './run-strategy.ts';
import { runStrategy } from './run-strategy.ts';
import type { SpendingAccount } from './spending-cap.ts';
import type { OpenRound } from './stage.ts';
import { splitWarmUp } from './warm-up.ts';

/** What one round of a strategy is about. */
export interface RoundWork {
  readonly plan: Plan;
  readonly round: number;
  /** All of it, warm-up included. */
  readonly workload: Workload;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly code: UserCode | undefined;
  readonly measure: Omit<RecorderSetting, 'open'>;
  /** What its attempts are paid from; absent: nobody counts. */
  readonly account?: SpendingAccount | undefined;
}

/** Who hears of a round. */
export interface RoundHooks {
  onStart(run: LiveRun): void;
  onSettled(settled: Settled): void;
  /** An item ended. */
  onItem(): void;
  readonly onRow?: (row: MeasuredRow) => void;
}

interface ShareParts extends RoundWork {
  readonly target: OpenRound;
  create(target: OpenRound): Strategy;
  /** Takes a part of a workload. @default all of it */
  readonly part?: (workload: Workload) => Workload;
}

/** A strategy's round in this thread: all of it, or one thread's share. */
export class RoundShare {
  readonly #parts: ShareParts;

  constructor(parts: ShareParts) {
    this.#parts = parts;
  }

  /** Runs the items that nobody measures. */
  async warmUp(): Promise<void> {
    const { workload, plan, target, create, part = whole } = this.#parts;
    const { warmUp } = splitWarmUp(workload, plan.warmUp);
    if (!warmUp) return;
    const unheard = { onStart() {}, onSettled() {} };
    const strategy = create(target);
    await runStrategy({ ...this.#setting(), ...unheard, workload: part(warmUp), strategy });
  }

  measure({ onStart, onSettled, onItem, onRow }: RoundHooks): Promise<StrategyRunOutput> {
    const { workload, plan, target, create, measure, part = whole } = this.#parts;
    const { maxDuration, drainTimeout, overflow } = plan;
    return runStrategy({
      ...this.#setting(),
      maxDuration,
      drainTimeout,
      overflow,
      measure,
      onStart,
      onRow,
      workload: part(splitWarmUp(workload, plan.warmUp).measured),
      strategy: create(target),
      onSettled(settled) {
        onSettled(settled);
        onItem();
      },
    });
  }

  #setting() {
    const { plan, round, clock, signal, code, target, account } = this.#parts;
    return {
      clock,
      signal,
      round,
      account,
      rng: createRng(plan.seeds[round] ?? plan.seed),
      client: target.client,
      retry: plan.retry,
      timeouts: plan.timeouts,
      streaming: plan.target.stream,
      batches: target.batches,
      foretell: target.foretell,
      task: code?.task,
      check: code?.check,
    };
  }
}

const whole = (workload: Workload) => workload;
