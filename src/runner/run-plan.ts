import { VirtualTimeError } from '../clock/virtual-errors.ts';
import type { Clock } from '../core/clock.ts';
import type { GeneratorHealth, StrategyHealth } from '../core/health.ts';
import type { Workload } from '../core/item.ts';
import type { Settled } from '../core/job.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Plan, StrategyPlan } from '../core/plan.ts';
import type { ClockResult, Environment, RunResult, StrategyResult } from '../core/run-result.ts';
import type { UserCode } from '../core/user-code.ts';
import type { Notice } from '../core/verdict.ts';
import { divide } from '../dispatch/divide.ts';
import { combineFingerprints } from '../measure/event-log.ts';
import { mergeHealth } from '../measure/merge-health.ts';
import { mergeMetrics, toRound } from '../measure/merge-metrics.ts';
import { mockFigures } from '../measure/mock-figures.ts';
import { watchGenerator } from '../measure/watch-generator.ts';
import { crossCheck } from './cross-check.ts';
import { endingSignal } from './ending-signal.ts';
import { MockLoss } from './mock-loss.ts';
import { withOwnPolicies } from './own-policies.ts';
import { prepare } from './prepare.ts';
import { roundHealth } from './round-health.ts';
import { roundOrder } from './round-order.ts';
import { RoundShare } from './round-share.ts';
import type { LiveRun, StrategyRunOutput } from './run-strategy.ts';
import type { Crew } from './shards/crew.ts';
import { CrewShare, oneThreadNotice } from './shards/crew-share.ts';
import { SpendingAccount, SpendingCap } from './spending-cap.ts';
import type { ClockFigures, OpenRound, Stage } from './stage.ts';
import { noticesOf, refusedNotices } from './strategy-notices.ts';

/** A result that nobody has judged yet. */
export type RunRecord = Omit<RunResult, 'verdict'>;

/** What a run needs from outside. */
export interface RunDependencies {
  readonly stage: Stage;
  readonly environment: Environment;
  /** The scenario's own functions, if it has any. */
  readonly code?: UserCode;
  /** Aborts when the run is to stop. */
  readonly signal: AbortSignal;
  /** Further threads, which share a strategy's work where it can be divided; absent: none. */
  readonly crew?: Crew | undefined;
  /** Whether no further round is to start. */
  ended?(): boolean;
  /** Says which strategy has its next round; absent: this run has the machine to itself. */
  drive?(run: PlanRun): Promise<void>;
  /** A round of a strategy starts. */
  onStart?(strategy: StrategyPlan, run: LiveRun): void;
  onSettled?(strategy: StrategyPlan, settled: Settled): void;
  /** An item of a strategy ended. */
  onItem?(strategy: StrategyPlan): void;
  /** A round ended: its rows. They are not kept. */
  onRows?(strategy: StrategyPlan, rows: Iterable<LedgerEntry>): void;
  /** A strategy ended: the result as far as it goes. */
  onEnd?(record: RunRecord, strategy: StrategyResult): void;
  /** A round is over, and the strategy has more to come. */
  onRound?(record: RunRecord): void;
}

interface RoundResult extends StrategyRunOutput {
  /** Absent when it never came to its end. */
  readonly health?: StrategyHealth;
}

interface RoundOutput {
  readonly output: Omit<RoundResult, 'rows'>;
  readonly figures?: ClockFigures;
}

/**
 * Runs every strategy of a plan on the same workload, in as many rounds as it has seeds. On the real clock they take turns
 * round by round, after a first round of each that is thrown away; in virtual time rounds cannot disturb each other, and
 * one strategy follows the other.
 */
export async function runPlan(
  plan: Plan,
  workload: Workload,
  dependencies: RunDependencies,
): Promise<RunRecord> {
  const run = new PlanRun(plan, workload, dependencies);
  await (dependencies.drive?.(run) ?? driveAlone(run, dependencies.stage.clockKind));
  return run.record();
}

async function driveAlone(run: PlanRun, clock: Stage['clockKind']): Promise<void> {
  const { strategies, seeds, seed } = run.plan;
  if (clock === 'virtual' || seeds.length === 1) {
    for (const strategy of strategies) {
      for (const _ of seeds) await run.next(strategy);
    }
    return;
  }
  for (const strategy of strategies) await run.discard(strategy);
  const groups = strategies.map((strategy) => [strategy]);
  for (const round of seeds.keys()) {
    for (const strategy of roundOrder(groups, round, seed)) await run.next(strategy);
  }
}

/** A plan under way: whoever holds it says which strategy has its next round. */
export class PlanRun {
  #plan: Plan;
  readonly #workload: Workload;
  readonly #dependencies: RunDependencies;
  readonly #started: string;
  readonly #cap: SpendingCap | undefined;
  readonly #loss: MockLoss;
  readonly #rounds = new Map<string, RoundOutput[]>();

  constructor(plan: Plan, workload: Workload, dependencies: RunDependencies) {
    this.#plan = plan;
    this.#workload = workload;
    const { signal, stage } = dependencies;
    this.#dependencies = { ...dependencies, signal: endingSignal(signal, stage) };
    this.#loss = new MockLoss(stage.lost);
    this.#started = dependencies.stage.wall().toISOString();
    if (plan.maxCostUsd !== undefined) this.#cap = new SpendingCap(plan.maxCostUsd);
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** Makes so many rounds all that were ever planned: they were evidence enough. */
  settleFor(rounds: number): void {
    this.#plan = { ...this.#plan, seeds: this.#plan.seeds.slice(0, rounds) };
  }

  /** Runs a round that nobody hears of: it opens connections, and lets code be compiled. */
  async discard(strategy: StrategyPlan): Promise<void> {
    if (this.#isOver(strategy)) return;
    const { stage, signal, environment, crew, code } = this.#dependencies;
    const unheard = { stage, signal, environment, crew, ...(code && { code }) };
    const dependencies = { ...unheard, cap: this.#cap, loss: this.#loss };
    await this.#loss.survive(() => runRound(this.plan, strategy, 0, this.#workload, dependencies));
  }

  /** Runs the next round of a strategy, unless the run is to stop, or its last round broke off. */
  async next(strategy: StrategyPlan): Promise<void> {
    if (this.#isOver(strategy)) return;
    const { onRows, onRound, onEnd } = this.#dependencies;
    const before = this.#rounds.get(strategy.name) ?? [];
    const round = before.length;
    const dependencies = { ...this.#dependencies, cap: this.#cap, loss: this.#loss };
    const ran = await this.#loss.survive(() =>
      runRound(this.plan, strategy, round, this.#workload, dependencies),
    );
    if (!ran) return;
    const { output, ...rest } = ran;
    const { rows, ...kept } = output;
    onRows?.(strategy, rows);
    const rounds = [...before, { output: kept, ...rest }];
    this.#rounds.set(strategy.name, rounds);
    if (!kept.complete || rounds.length === this.plan.seeds.length) {
      onEnd?.(this.record(), toResult(this.plan, strategy, rounds));
    } else {
      onRound?.(this.record());
    }
  }

  #isOver({ name }: StrategyPlan): boolean {
    const { signal, ended } = this.#dependencies;
    const rounds = this.#rounds.get(name) ?? [];
    const brokeOff = rounds.some(({ output }) => !output.complete);
    const over = signal.aborted || ended?.() === true || this.#cap?.reached === true;
    return over || this.lost || brokeOff;
  }

  /** Whether its mock server went away, so that nothing further can be measured. */
  get lost(): boolean {
    return this.#loss.notice !== undefined;
  }

  /**
   * What was measured until now.
   *
   * @param rounds how many of them there were to be
   */
  record(rounds = this.#plan.seeds.length): RunRecord {
    const plan = { ...this.#plan, seeds: this.#plan.seeds.slice(0, rounds) };
    const { stage, environment } = this.#dependencies;
    const ran = plan.strategies.flatMap((strategy) => {
      const rounds = this.#rounds.get(strategy.name);
      return rounds ? [{ strategy, rounds, result: toResult(plan, strategy, rounds) }] : [];
    });
    const results = ran.map(({ result }) => result);
    const figures = ran.flatMap(({ rounds }) => rounds.flatMap((round) => round.figures ?? []));
    const { caution } = this.#workload.arrivals ?? {};
    const ends = [this.#cap?.notice, this.#loss.notice].flatMap((notice) => notice ?? []);
    return {
      schemaVersion: 1,
      scenario: plan.scenario,
      ...(plan.question !== undefined && { question: plan.question }),
      started_at: this.#started,
      plan,
      seed: plan.seed,
      clock: describeClock(stage.clockKind, results, figures),
      environment,
      ...(stage.mock && { mock: stage.mock }),
      complete: results.length === plan.strategies.length && results.every((r) => r.complete),
      strategies: results,
      health: ran.flatMap(({ rounds }) => healthOf(rounds)),
      warnings: [
        ...ends,
        ...(caution ? [caution] : []),
        ...ran.flatMap(warningsOf),
        ...ran.flatMap(({ strategy }) => oneThreadNotice(strategy, this.#dependencies.crew)),
      ],
    };
  }
}

function warningsOf({
  strategy,
  rounds,
}: {
  readonly strategy: StrategyPlan;
  readonly rounds: readonly RoundOutput[];
}): Notice[] {
  const told = rounds.flatMap((round) => round.figures ?? []);
  return [
    ...noticesOf(
      strategy,
      rounds.map(({ output }) => output),
    ),
    ...refusedNotices(strategy, told),
  ];
}

/** One strategy on the whole workload, on a clock and a server of its own. */
async function runRound(
  plan: Plan,
  strategy: StrategyPlan,
  round: number,
  workload: Workload,
  {
    stage,
    signal,
    code,
    crew,
    cap,
    loss,
    onStart,
    onSettled,
    onItem,
  }: RunDependencies & {
    readonly cap: SpendingCap | undefined;
    readonly loss: MockLoss;
  },
): Promise<{ output: RoundResult; figures?: ClockFigures }> {
  const seed = plan.seeds[round] ?? plan.seed;
  const { connections, batches, foretells, measure, create } = prepare(plan, strategy, code);
  const { price } = measure;
  const parts = crew ? divide(strategy, crew.size) : [strategy];
  let live: LiveRun | undefined;
  try {
    const { value: output, figures } = await stage.onClock(seed, async (clock) => {
      const shared = parts.length > 1 ? crew?.open(parts, round) : undefined;
      const target = await stage.open({
        seed,
        clock,
        batches,
        foretells,
        connections: shared ? 1 : connections,
        ...(shared && { prepare: () => shared.prepare() }),
      });
      try {
        const account = cap && price && new SpendingAccount(cap, price);
        const work = {
          plan: withOwnPolicies(plan, strategy),
          round,
          workload,
          clock,
          signal,
          code,
          measure,
          account,
        };
        const share = shared
          ? new CrewShare(shared, work)
          : new RoundShare({ ...work, target, create });
        if (plan.warmUp) {
          await share.warmUp();
          await target.reset?.();
        }
        const stopWatch = watched(stage, clock, target);
        let generator: GeneratorHealth | undefined;
        const measuring = share.measure({
          onStart(run) {
            live = run;
            onStart?.(strategy, run);
          },
          onSettled: (settled) => onSettled?.(strategy, settled),
          onItem: () => onItem?.(strategy),
        });
        const measured = await measuring.finally(() => {
          generator = stopWatch?.();
        });
        const { metrics, rows } = measured;
        const told = await loss.survive(async () => {
          // The mock counts no requests of a batch.
          const truth = batches ? undefined : await target.truth?.();
          return { truth, server: truth && (await crossCheck(truth, metrics, rows)) };
        });
        const { truth, server } = told ?? {};
        const figures = mockFigures(metrics, plan.target.mock);
        const size = measure.slots;
        return {
          ...measured,
          // Nobody can check what only the client has told.
          complete: measured.complete && told !== undefined,
          metrics: { ...metrics, ...figures, ...(server && { server }) },
          health: roundHealth({
            strategy: strategy.name,
            size,
            output: measured,
            truth,
            generator,
          }),
        };
      } finally {
        await target.close();
      }
    });
    return { output, ...(figures && { figures }) };
  } catch (error) {
    // Virtual time stands still for good: what was measured until then is kept.
    if (error instanceof VirtualTimeError && live) return { output: live.salvage(error) };
    throw error;
  }
}

/** Starts to watch the load generator; on a virtual clock there is nothing to watch. */
function watched(stage: Stage, clock: Clock, { client }: OpenRound) {
  const usage = stage.usage?.bind(stage);
  if (!usage) return undefined;
  return watchGenerator({
    clock,
    usage,
    socketWaits: () => client.waiting?.() ?? 0,
    machineTime: () => stage.machineTime?.(),
  });
}

function healthOf(rounds: readonly RoundOutput[]): StrategyHealth[] {
  const [first, ...others] = rounds.flatMap(({ output }) => output.health ?? []);
  return first ? [mergeHealth([first, ...others])] : [];
}

function toResult(
  plan: Plan,
  strategy: StrategyPlan,
  rounds: readonly RoundOutput[],
): StrategyResult {
  const [first, ...others] = rounds.map(({ output }) => output.metrics);
  if (!first) throw new Error('a strategy has at least one round');
  return {
    ...strategy,
    complete: rounds.length === plan.seeds.length && rounds.every(({ output }) => output.complete),
    rounds: rounds.map(({ output: { metrics, fingerprint } }, round) =>
      toRound(metrics, { round, seed: plan.seeds[round] ?? plan.seed, fingerprint }),
    ),
    metrics: mergeMetrics([first, ...others]),
  };
}

function describeClock(
  kind: Stage['clockKind'],
  results: readonly StrategyResult[],
  figures: readonly ClockFigures[],
): ClockResult {
  if (kind === 'real') return { kind };
  const fingerprints = results.flatMap(({ rounds }) =>
    rounds.map((round) => `${round.fingerprint}`),
  );
  const sum = (of: (figure: ClockFigures) => number) =>
    figures.reduce((total, figure) => total + of(figure), 0);
  return {
    kind,
    fingerprint: combineFingerprints(fingerprints),
    events: sum(({ events }) => events),
    virtual_ms: Math.round(sum(({ virtualTime }) => virtualTime) * 1_000) / 1_000,
    leftover_timers: sum(({ leftoverTimers }) => leftoverTimers),
  };
}
