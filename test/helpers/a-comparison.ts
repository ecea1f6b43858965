import type { RunResult, StrategyResult } from '../../src/core/run-result.ts';
import { aDistribution, aRun, aStrategy } from './a-run.ts';

/** What each round of an arm is like. */
export interface ArmShape {
  /** Makespan of each round. */
  readonly makespans: readonly number[];
  /** Items of a round. @default 200 */
  readonly items?: number;
  /** Items of each round that end unanswered. @default none */
  readonly failed?: readonly number[];
  /** Output tokens of each round, and those of them that were for nothing. @default not told */
  readonly tokens?: readonly (readonly [output: number, wasted: number])[];
}

/** A strategy whose latencies are spread evenly from 0 to the makespan, so that p95 moves with it. */
export function aRoundedStrategy(
  name: string,
  { makespans, items = 200, failed = [], tokens = [] }: ArmShape,
): StrategyResult {
  const strategy = aStrategy({ name, items, makespans });
  const rounds = strategy.rounds.map((round, r) => {
    const lost = failed[r] ?? 0;
    const counts = { ...round.counts, completed: items - lost, failed: lost };
    const latencies = Array.from(
      { length: counts.completed },
      (_, i) => (round.makespan_ms * (i + 1)) / items,
    );
    const latency = aDistribution(latencies);
    const [output, wasted_output] = tokens[r] ?? [];
    return {
      ...round,
      counts,
      distributions: { ...(latency && { latency }) },
      ...(output !== undefined && {
        tokens: { input: 12_000, output, wasted_output: wasted_output ?? 0 },
      }),
    };
  });
  return { ...strategy, rounds };
}

/** A run with one strategy, `pool`, on the real clock. */
export function anArm(shape: ArmShape, overrides: Partial<RunResult> = {}): RunResult {
  return aRun([aRoundedStrategy('pool', shape)], overrides);
}
