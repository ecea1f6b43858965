import type { Round, StrategyResult } from '../core/run-result.ts';
import { sameSchedule } from './identical.ts';
import { endedRounds } from './rounds.ts';
import type { Spread } from './spread.ts';
import { spreadOf } from './spread.ts';

/** One strategy held against another on the same seeds, that is on the same latencies and faults. */
export interface PairedSeeds {
  /** Seeds in which both answered every item: less work in less time cannot be compared. */
  readonly seeds: number;
  /** Makespan minus that of the other, in milliseconds, over these seeds. Negative = sooner. */
  readonly difference: Spread;
  /** Seeds in which it finished sooner. */
  readonly sooner: number;
  /** Seeds in which it finished later; in the rest both took equally long. */
  readonly later: number;
  /** Whether both did the same at the same instants, in every round. */
  readonly identical: boolean;
}

/**
 * Pairs the rounds of two strategies by their seed. Common random numbers: what the seed does to both cancels out of the
 * difference, and a few seeds tell what many unpaired runs would.
 *
 * @returns `undefined` without a seed in which both answered every item
 */
export function pairSeeds(
  strategy: StrategyResult,
  other: StrategyResult,
): PairedSeeds | undefined {
  const others = new Map(wholeRounds(other).map((round) => [round.seed, round]));
  const differences = wholeRounds(strategy).flatMap(({ seed, makespan_ms }) => {
    const pair = others.get(seed);
    return pair ? [makespan_ms - pair.makespan_ms] : [];
  });
  const difference = spreadOf(differences);
  if (!difference) return undefined;
  return {
    seeds: differences.length,
    difference,
    sooner: differences.filter((each) => each < 0).length,
    later: differences.filter((each) => each > 0).length,
    identical: sameSchedule(strategy, other),
  };
}

function wholeRounds(strategy: StrategyResult): readonly Round[] {
  return endedRounds(strategy).filter(
    ({ counts: { scheduled, completed } }) => scheduled > 0 && completed === scheduled,
  );
}
