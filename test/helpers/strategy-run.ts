import type { Clock } from '../../src/core/clock.ts';
import type { Item, Workload } from '../../src/core/item.ts';
import type { Settled } from '../../src/core/job.ts';
import type { AttemptEntry, LedgerEntry } from '../../src/core/ledger.ts';
import type { OverflowPlan, RetryPlan, TimeoutPlan } from '../../src/core/plan.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Strategy } from '../../src/core/strategy.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { AnswerCheck, TaskFunction } from '../../src/core/user-code.ts';
import type { RecorderSetting } from '../../src/measure/recorder.ts';
import type { StrategyRunOutput } from '../../src/runner/run-strategy.ts';
import { runStrategy } from '../../src/runner/run-strategy.ts';
import type { FakeReplies } from './fake-client.ts';
import { FakeClient } from './fake-client.ts';
import { onVirtualClock } from './virtual.ts';

/** Never retries. With other numbers: 1 s, 2 s, 4 s … without jitter, and a server's hint to the letter. */
export const NO_RETRY: RetryPlan = {
  maxRetries: 0,
  base: 1_000,
  factor: 2,
  cap: 30_000,
  jitter: 'none',
  retryAfter: 'exact',
  maxRetryAfter: 600_000,
};

export function anItem(index: number): Item {
  return { index, prompt: `item ${index}`, maxTokens: 16 };
}

/** A workload whose length is known. */
export function aWorkload(count: number): Workload {
  return {
    count,
    *items() {
      for (let i = 0; i < count; i++) yield anItem(i);
    },
  };
}

/** A workload whose length nobody knows before its end. */
export function aStream(count: number): Workload {
  return {
    count: undefined,
    async *items() {
      for (let i = 0; i < count; i++) yield anItem(i);
    },
  };
}

export interface RunSetup extends Partial<FakeReplies> {
  readonly strategy: Strategy;
  /** A number of items, or a workload. */
  readonly work: number | Workload;
  readonly retry?: Partial<RetryPlan>;
  readonly timeouts?: TimeoutPlan;
  readonly streaming?: boolean;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly maxDuration?: Milliseconds;
  readonly drainTimeout?: Milliseconds;
  readonly overflow?: OverflowPlan;
  readonly onSettled?: (settled: Settled) => void;
  readonly measure?: Omit<RecorderSetting, 'open'>;
  readonly task?: TaskFunction;
  readonly check?: AnswerCheck;
}

export interface VirtualRun extends StrategyRunOutput {
  readonly client: FakeClient;
  readonly entries: readonly LedgerEntry[];
}

/** Runs a strategy on a clock, against a fake client. Without a service time each attempt takes 100 ms. */
export async function runOn(clock: Clock, setup: RunSetup): Promise<VirtualRun> {
  const { strategy, work, service = () => 100, retry, outcome, stages, onAbort } = setup;
  const client = new FakeClient(clock, {
    service,
    ...(outcome && { outcome }),
    ...(stages && { stages }),
    ...(onAbort && { onAbort }),
  });
  const output = await runStrategy({
    strategy,
    client,
    clock,
    workload: typeof work === 'number' ? aWorkload(work) : work,
    rng: createRng(setup.seed ?? 1),
    retry: { ...NO_RETRY, ...retry },
    timeouts: setup.timeouts ?? {},
    streaming: setup.streaming ?? false,
    round: 0,
    maxDuration: setup.maxDuration,
    drainTimeout: setup.drainTimeout,
    overflow: setup.overflow,
    ...(setup.measure && { measure: setup.measure }),
    task: setup.task,
    check: setup.check,
    signal: setup.signal ?? new AbortController().signal,
    onStart: () => {},
    onSettled: setup.onSettled ?? (() => {}),
  });
  return { ...output, client, entries: [...output.rows] };
}

/** The same on a clock of its own, from time 0. */
export function runVirtually(setup: RunSetup): Promise<VirtualRun> {
  return onVirtualClock((clock) => runOn(clock, setup));
}

/** Rows in the order of their items. */
export function byItem({ entries }: Pick<VirtualRun, 'entries'>): LedgerEntry[] {
  return [...entries].sort((a, b) => a.item - b.item);
}

/** All attempts of a run. */
export function attemptsOf({ entries }: Pick<VirtualRun, 'entries'>): AttemptEntry[] {
  return entries.flatMap(({ attempts }) => attempts);
}
