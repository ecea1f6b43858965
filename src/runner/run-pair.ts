import type { StrategyPlan } from '../core/plan.ts';
import { roundOrder } from './round-order.ts';
import type { PlanRun, RunRecord } from './run-plan.ts';

/** How long two runs take turns. */
export interface PairSetting {
  /** After how many rounds it is asked whether they are enough; the last is the end. */
  readonly looks: readonly number[];
  /** Whether what was measured until now decides. */
  decided(a: RunRecord, b: RunRecord): boolean;
  /** A round of all arms begins, from 0; −1 is the one that is thrown away. */
  onRound(round: number): void;
}

/**
 * Lets two runs take turns: both are ready, and only one is active. Of a strategy that both have, the two rounds stand next to
 * each other, so that the machine has no time to change between them. Where the mock server of one goes away, both end.
 */
export async function runPair(
  a: PlanRun,
  b: PlanRun,
  { looks, decided, onRound }: PairSetting,
): Promise<void> {
  const groups = groupsOf(a, b);
  const last = looks.at(-1) ?? 0;
  onRound(-1);
  const isLost = () => a.lost || b.lost;
  for (const { run, strategy } of groups.flat()) {
    if (isLost()) return;
    await run.discard(strategy);
  }
  for (let round = 0; round < last; round++) {
    onRound(round);
    for (const { run, strategy } of roundOrder(groups, round, a.plan.seed)) {
      if (isLost()) return;
      await run.next(strategy);
    }
    const done = round + 1;
    if (done < last && looks.includes(done) && decided(a.record(done), b.record(done))) {
      a.settleFor(done);
      b.settleFor(done);
      return;
    }
  }
}

interface Arm {
  readonly run: PlanRun;
  readonly strategy: StrategyPlan;
}

/** Strategies of one name together; two that are alone are compared whatever their names. */
function groupsOf(a: PlanRun, b: PlanRun): readonly (readonly Arm[])[] {
  const armsOf = (run: PlanRun) => run.plan.strategies.map((strategy) => ({ run, strategy }));
  const [first, second] = [armsOf(a), armsOf(b)];
  if (first.length === 1 && second.length === 1) return [[...first, ...second]];
  const names = [...new Set([...first, ...second].map(({ strategy }) => strategy.name))];
  return names.map((name) =>
    [...first, ...second].filter(({ strategy }) => strategy.name === name),
  );
}
