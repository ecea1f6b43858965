import { boundsOf, callLimits, isClear, stateOf } from '../../analyze/tune/judge-probe.ts';
import type { Item, Workload } from '../../core/item.ts';
import type { Plan, StrategyPlan } from '../../core/plan.ts';
import { createRng } from '../../core/rng.ts';
import type { ToldLimit } from '../../core/run-result.ts';
import type { ProbeSample, TuningConstraint } from '../../core/tuning.ts';
import type { UserCode } from '../../core/user-code.ts';
import { strategies } from '../../dispatch/strategies/registry.ts';
import { endingSignal } from '../../runner/ending-signal.ts';
import { runProbe } from '../../runner/probe/run-probe.ts';
import type { Stage } from '../../runner/stage.ts';
import { WARM_UP } from './budget.ts';
import type { Setting } from './knob.ts';

/** What all probes of a search share. */
export interface ProbeSetting {
  readonly plan: Plan;
  readonly stage: Stage;
  readonly code: UserCode;
  /** Taken over and over. */
  readonly items: readonly Item[];
  readonly constraints: readonly TuningConstraint[];
  readonly signal: AbortSignal;
  /** Limits that a reply told. */
  onTold(told: readonly ToldLimit[]): void;
  /** Items that a probe sent, those that only warmed up among them. */
  onSent(count: number): void;
}

/** One probe. */
export interface ProbeAsk {
  readonly seed: number;
  readonly items: number;
  /** Items after which clear counts end it. @default items */
  readonly firstLook?: number;
  /** Items before which nothing is taken for kept. @default 0 */
  readonly keptFrom?: number;
  /** Items while undecided. @default items */
  readonly most?: number;
  /** Milliseconds that an item takes when almost nothing else is in flight. */
  readonly callMean: number;
}

/** The first starts of a closed loop are spread over so many times of an item: at once they cause refusals that look like steady ones. */
const RAMP = 1.5;

/** Runs a setting in a closed loop, on a clock and a server of its own. */
export async function probe(
  setting: ProbeSetting,
  way: Setting,
  ask: ProbeAsk,
): Promise<ProbeSample> {
  try {
    return await runSetting(setting, way, ask);
  } catch (error) {
    // What the mock server's process ended with says more than a connection that was refused.
    setting.stage.lost?.throwIfAborted();
    throw error;
  }
}

async function runSetting(
  { plan, stage, code, items, constraints, signal, onTold, onSent }: ProbeSetting,
  { strategy, retry, timeouts }: Setting,
  { seed, items: count, firstLook = count, keptFrom = 0, most = count, callMean }: ProbeAsk,
): Promise<ProbeSample> {
  const definition = definitionOf(strategy);
  const width = widthOf(strategy, count);
  const { value } = await stage.onClock(seed, async (clock) => {
    const foretells = definition.foretells?.(strategy.options as never) ?? false;
    const target = await stage.open({ seed, connections: width, clock, batches: false, foretells });
    try {
      const { told, ...sample } = await runProbe(
        {
          clock,
          items,
          retry,
          timeouts,
          signal: endingSignal(signal, stage),
          rng: createRng(seed),
          client: target.client,
          foretell: target.foretell,
          streaming: plan.target.stream,
          check: code.check,
          strategy: definition.create(strategy.options as never),
        },
        {
          width,
          firstLook,
          most,
          items: count,
          warmUp: WARM_UP * width,
          ramp: RAMP * callMean,
          limits: callLimits(constraints),
          isUndecided: (counts) => stateOf(boundsOf(counts, constraints)) === 'undecided',
          isClear: (counts) => isClear(counts, constraints, keptFrom),
        },
      );
      stage.lost?.throwIfAborted();
      if (told) onTold(told);
      onSent(WARM_UP * width + sample.items);
      return sample;
    } finally {
      await target.close();
    }
  });
  return value;
}

/** Most in flight; `count` of them where nothing bounds it. */
export function widthOf(strategy: StrategyPlan, count: number): number {
  return definitionOf(strategy).width(strategy.options as never) ?? count;
}

function definitionOf({ kind }: StrategyPlan) {
  const definition = strategies.get(kind);
  if (!definition) throw new Error(`no strategy of kind "${kind}"`);
  return definition;
}

/** Items that a search repeats: different ones, so that prompts and lengths vary, and few enough to be kept. */
const MOST_ITEMS = 1_000;

export async function firstItems({ items }: Workload): Promise<readonly Item[]> {
  const first: Item[] = [];
  for await (const item of items()) {
    first.push(item);
    if (first.length === MOST_ITEMS) break;
  }
  return first;
}
