import type { StrategyResult } from '../core/run-result.ts';

/** Whether two strategies did the same at the same instants, in every round. Known in virtual time only. */
export function sameSchedule(a: StrategyResult, b: StrategyResult): boolean {
  const schedule = scheduleOf(a);
  return schedule !== undefined && schedule === scheduleOf(b);
}

/** Names of strategies with identical schedules, in groups of two or more, in the scenario's order. */
export function identicalSchedules(
  strategies: readonly StrategyResult[],
): readonly (readonly string[])[] {
  const groups = strategies.map((strategy) =>
    strategies.filter((other) => sameSchedule(strategy, other)),
  );
  return groups
    .filter((group, i) => group.length > 1 && group[0] === strategies[i])
    .map((group) => group.map(({ name }) => name));
}

function scheduleOf({ rounds }: StrategyResult): string | undefined {
  const fingerprints = rounds.flatMap(({ seed, fingerprint }) =>
    fingerprint === undefined ? [] : `${seed}:${fingerprint}`,
  );
  if (fingerprints.length === 0 || fingerprints.length < rounds.length) return undefined;
  return fingerprints.join(' ');
}
