import type { Client } from '../core/client.ts';
import type { Clock } from '../core/clock.ts';
import type { Workload } from '../core/item.ts';
import type { Settled } from '../core/job.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Plan, StrategyPlan } from '../core/plan.ts';
import { createRng } from '../core/rng.ts';
import type { Environment, RunResult, StrategyResult } from '../core/run-result.ts';
import type { TruthSource } from '../core/truth.ts';
import type { Notice } from '../core/verdict.ts';
import type { StrategyDefinition } from '../dispatch/define-strategy.ts';
import { strategies } from '../dispatch/strategies/registry.ts';
import { crossCheck } from './cross-check.ts';
import type { LiveProgress, StrategyRunOutput } from './run-strategy.ts';
import { runStrategy } from './run-strategy.ts';

/** A result that nobody has judged yet. */
export type RunRecord = Omit<RunResult, 'verdict'>;

/** What a run needs from outside. */
export interface RunDependencies {
  readonly clock: Clock;
  readonly environment: Environment;
  /** A client for one strategy. `connections` is the strategy's width; `undefined` = no bound. */
  connect(connections: number | undefined): Promise<Client>;
  /** The mock server's own account; absent for a real API. */
  readonly truth?: TruthSource;
  /** Aborts when the run is to stop. */
  readonly signal: AbortSignal;
  onStart?(strategy: StrategyPlan, progress: () => LiveProgress): void;
  onSettled?(strategy: StrategyPlan, settled: Settled): void;
  /** A strategy ended: the result as far as it goes, and the strategy's rows. */
  onEnd?(
    record: RunRecord,
    strategy: StrategyResult,
    entries: readonly LedgerEntry[],
  ): Promise<void>;
}

/** Runs every strategy of a plan, one after the other, on the same workload. */
export async function runPlan(
  plan: Plan,
  workload: Workload,
  dependencies: RunDependencies,
): Promise<RunRecord> {
  const { clock, environment, signal } = dependencies;
  const started = clock.wall().toISOString();
  const results: StrategyResult[] = [];
  const warnings: Notice[] = [];
  const record = (): RunRecord => ({
    schemaVersion: 1,
    scenario: plan.scenario,
    ...(plan.question !== undefined && { question: plan.question }),
    started_at: started,
    plan,
    seed: plan.seed,
    clock: { kind: clock.kind },
    environment,
    complete: results.length === plan.strategies.length && results.every((r) => r.complete),
    strategies: [...results],
    warnings: [...warnings],
  });

  for (const strategy of plan.strategies) {
    if (signal.aborted) break;
    const { output, result } = await runOne(plan, strategy, workload, dependencies);
    results.push(result);
    warnings.push(...warningsOf(strategy, output));
    await dependencies.onEnd?.(record(), result, output.entries);
  }
  return record();
}

async function runOne(
  plan: Plan,
  strategy: StrategyPlan,
  workload: Workload,
  dependencies: RunDependencies,
): Promise<{ output: StrategyRunOutput; result: StrategyResult }> {
  const { clock, truth, signal, onStart, onSettled } = dependencies;
  const definition = definitionOf(strategy);
  const options = strategy.options as never;
  const client = await dependencies.connect(definition.width(options));
  try {
    await truth?.reset();
    const output = await runStrategy({
      clock,
      rng: createRng(plan.seed),
      client,
      signal,
      workload,
      retry: plan.retry,
      timeouts: plan.timeouts,
      streaming: plan.target.stream,
      round: 0,
      strategy: definition.create(options),
      onStart: (progress) => onStart?.(strategy, progress),
      onSettled: (settled) => onSettled?.(strategy, settled),
    });
    const server = truth && crossCheck(await truth.read(), output.metrics, output.entries);
    const metrics = { ...output.metrics, ...(server && { server }) };
    const { makespan_ms, throughput_per_s, counts } = metrics;
    const result: StrategyResult = {
      ...strategy,
      complete: output.complete,
      rounds: [{ round: 0, makespan_ms, throughput_per_s, counts }],
      metrics,
    };
    return { output, result };
  } finally {
    await client.close();
  }
}

function definitionOf({ kind }: StrategyPlan): StrategyDefinition {
  const definition = strategies.get(kind);
  if (!definition) throw new Error(`no strategy of kind "${kind}"`);
  return definition;
}

function warningsOf({ name }: StrategyPlan, { thrown, omitted }: StrategyRunOutput): Notice[] {
  const warnings: Notice[] = [];
  if (thrown !== undefined) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    warnings.push({
      code: 'strategy-threw',
      message: `strategy "${name}" stopped with an error: ${message}`,
      hint: 'its figures cover what was done until then; mend the error and run again.',
    });
  }
  if (omitted > 0) {
    warnings.push({
      code: 'ledger-full',
      message: `the rows of ${omitted} items of "${name}" were left out of attempts.jsonl`,
      hint: 'counts and histograms hold all of them.',
    });
  }
  return warnings;
}
