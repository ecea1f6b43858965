import type { RunResult, StrategyResult } from '../core/run-result.ts';
import { baselineOf } from './baseline.ts';
import { identicalSchedules } from './identical.ts';
import type { Recommendation } from './recommend.ts';
import { answeredEverything, recommend } from './recommend.ts';
import type { OverRounds } from './rounds.ts';
import {
  amplificationOf,
  answeredOf,
  costOf,
  latencyP95Of,
  makespanOf,
  rateLimitedOf,
  throughputOf,
} from './rounds.ts';
import { speedupOf } from './speedup.ts';

/** What tables say of one strategy. Numbers that do not exist are absent. */
export interface StrategySummary {
  readonly name: string;
  readonly result: StrategyResult;
  /** Milliseconds. */
  readonly makespan: OverRounds;
  /** Completed items per second. */
  readonly throughput: OverRounds;
  /** Attempts that a rate limit refused. */
  readonly rateLimited: OverRounds;
  /**
   * Makespan of the baseline divided by this one's. Absent for the baseline itself, and when one of the two left items
   * unanswered: less work in less time is no speed-up.
   */
  readonly speedup?: number;
  /** Completed items, share of the scheduled ones. */
  readonly answered?: OverRounds;
  /** Milliseconds. */
  readonly latencyP95?: OverRounds;
  /** Attempts for each item that had one. */
  readonly amplification?: OverRounds;
  /** US dollars of a round. */
  readonly cost?: OverRounds;
  /** Of these, for attempts that brought nobody an answer. */
  readonly wastedCost?: OverRounds;
  /** Time on the wire divided by slots × makespan. Absent where the number of slots does not decide the starts. */
  readonly slotsBusy?: number;
}

/** A run as its readers need it. */
export interface Summary {
  readonly recommendation: Recommendation;
  /** Name; absent when no strategy has run. */
  readonly baseline?: string;
  /** Names of strategies that did the same at the same instants, in groups of two or more. */
  readonly identical: readonly (readonly string[])[];
  /** Strategies that answered every item first, then by makespan. */
  readonly rows: readonly StrategySummary[];
}

/** Derives everything that a table or a sentence says of a run. */
export function summarise(result: RunResult): Summary {
  const baseline = baselineOf(result);
  const rows = result.strategies
    .map((strategy) => summariseStrategy(strategy, baseline))
    .sort(
      (a, b) =>
        Number(answeredEverything(b.result)) - Number(answeredEverything(a.result)) ||
        a.makespan.centre - b.makespan.centre,
    );
  return {
    recommendation: recommend(result),
    identical: identicalSchedules(result.strategies),
    rows,
    ...(baseline && { baseline: baseline.name }),
  };
}

function summariseStrategy(
  strategy: StrategyResult,
  baseline: StrategyResult | undefined,
): StrategySummary {
  const speedup = baseline && baseline !== strategy ? speedupOf(strategy, baseline) : undefined;
  const answered = answeredOf(strategy);
  const latencyP95 = latencyP95Of(strategy);
  const amplification = amplificationOf(strategy);
  const cost = costOf(strategy);
  const wastedCost = costOf(strategy, 'wasted_usd');
  const slotsBusy = slotsBusyOf(strategy);
  return {
    name: strategy.name,
    result: strategy,
    makespan: makespanOf(strategy),
    throughput: throughputOf(strategy),
    rateLimited: rateLimitedOf(strategy),
    ...(speedup !== undefined && { speedup }),
    ...(answered && { answered }),
    ...(latencyP95 && { latencyP95 }),
    ...(amplification && { amplification }),
    ...(cost && { cost }),
    ...(wastedCost && { wastedCost }),
    ...(slotsBusy !== undefined && { slotsBusy }),
  };
}

/** Mean in flight ÷ size, because the mean is the time on the wire ÷ makespan. */
function slotsBusyOf({ options, metrics }: StrategyResult): number | undefined {
  const { size, rpm } = options;
  // A rate strategy starts by the clock; its size is only a guard.
  if (typeof size !== 'number' || rpm !== undefined) return undefined;
  return metrics.in_flight.mean / size;
}
