import type { StrategyHealth } from '../../core/health.ts';
import type { RunResult, StrategyResult } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import type { Finding } from '../thresholds/reasons.ts';
import { clientBound, generatorCautions } from './generator.ts';
import { mockCautions, mockSaturated } from './mock.ts';
import { ledgerDisagrees, lostWorkers } from './server.ts';
import { overTheCap, tooFewItems, underDriven } from './size.ts';

type Unjudged = Omit<RunResult, 'verdict'>;

/** Why figures of strategies are no result, each with the strategy's name and the remedy. */
export function validityFindings(run: Unjudged): readonly Finding[] {
  return withHealth(run).flatMap(([strategy, health]) => [
    ...overTheCap(run.plan, strategy, health).map(
      (notice) => ({ status: 'error', notice }) as const,
    ),
    ...[
      ...ledgerDisagrees(strategy),
      ...lostWorkers(strategy, health),
      ...clientBound(strategy, health),
      ...mockSaturated(strategy, health),
      ...underDriven(run.plan, strategy, health),
    ].map((notice) => ({ status: 'invalid', notice }) as const),
  ]);
}

/** What does not make a run invalid, but moves some of its figures. */
export function validityCautions(run: Unjudged): readonly Notice[] {
  return withHealth(run).flatMap(([strategy, health]) => [
    ...(clientBound(strategy, health).length > 0 ? [] : generatorCautions(strategy, health)),
    ...tooFewItems(run.plan, strategy, health),
    ...(mockSaturated(strategy, health).length > 0 ? [] : mockCautions(strategy, health)),
  ]);
}

/** Strategies with what is known of their health: results of other tools know nothing. */
function withHealth({ strategies, health = [] }: Unjudged): [StrategyResult, StrategyHealth][] {
  return strategies.map((strategy) => [
    strategy,
    health.find((each) => each.strategy === strategy.name) ?? { strategy: strategy.name },
  ]);
}
