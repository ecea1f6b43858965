import { join, relative } from 'node:path';
import type { Arm } from '../analyze/compare/compare-runs.ts';
import { armOf, compareRuns } from '../analyze/compare/compare-runs.ts';
import { judge } from '../analyze/judge.ts';
import { heldAgainst } from '../analyze/thresholds/against-baseline.ts';
import { EarlyEnd } from '../analyze/thresholds/early-end.ts';
import { evaluateRun } from '../analyze/thresholds/evaluate.ts';
import type { Workload } from '../core/item.ts';
import type { Plan, StrategyPlan } from '../core/plan.ts';
import type { RunResult, StrategyResult } from '../core/run-result.ts';
import { readsAnswers } from '../core/user-code.ts';
import type { PlanRun, RunRecord } from '../runner/run-plan.ts';
import { runPlan } from '../runner/run-plan.ts';
import type { LiveProgress } from '../runner/run-strategy.ts';
import type { Crew } from '../runner/shards/crew.ts';
import type { Stage } from '../runner/stage.ts';
import { isPlainObject } from '../scenario/check/fields.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import type { PlannedScenario } from '../scenario/plan-scenario.ts';
import { planScenario } from '../scenario/plan-scenario.ts';
import type { BaselineFile } from './baseline-file.ts';
import type { VerdictFlags } from './compare/verdict-flags.ts';
import { compareOptions } from './compare/verdict-flags.ts';
import { EarlyEndWatch } from './early-end-watch.ts';
import { describeEnvironment } from './environment.ts';
import type { StopSignal } from './exit-codes.ts';
import { exitCodeOf } from './exit-codes.ts';
import { fileStamp } from './file-stamp.ts';
import { assertBaseline, assertSameQuestion } from './needs-baseline.ts';
import { OutputDirectory } from './output-directory.ts';
import { ResponseFile } from './response-file.ts';

/** What the user asked for, as plain data. */
export interface SessionRequest extends VerdictFlags {
  /** The scenario's file, as the user typed it. */
  readonly file: string;
  readonly clock: Plan['clock'];
  readonly seed?: number;
  /** How many seeds, from the first upwards. */
  readonly seeds?: number;
  /** What counts towards goodput: `ttft:200`. */
  readonly goodput?: readonly string[];
  /** Folder for the results; one of its own under `reports` unless named. */
  readonly out?: string;
  readonly saveResponses?: string;
  /** What the run may cost, in US dollars, instead of the scenario's `maxCost`. */
  readonly maxCost?: number;
  /** Agrees to what the run costs. */
  readonly yes?: true;
  /** Threads that share the work, each with connections of its own. @default 1 */
  readonly workers?: number;
  /** What the run is held against: the name of a stored baseline, or a file. */
  readonly baseline?: string;
  /** Name under which the run is stored as a baseline. */
  readonly saveBaseline?: string;
  /** Leaves the scenario's thresholds and assertions alone: another judges. */
  readonly unjudged?: true;
}

/** A file that was written, for the last lines on the terminal. */
export interface WrittenFile {
  readonly label: string;
  readonly path: string;
}

export interface SessionOutcome {
  readonly result: RunResult;
  /** What could not be written, if something could not. */
  readonly lost?: { readonly message: string; readonly hint: string | undefined };
  readonly files: readonly WrittenFile[];
}

/** Where a session runs, and the threads that help it. */
export interface OpenStage extends Stage {
  readonly crew?: Crew;
  close(): Promise<void>;
}

/** What a session needs from the process that it runs in. */
export interface SessionHost {
  /** Throws unless somebody agrees to what the run costs; absent where nothing can cost anything. */
  consent?(plan: Plan, workload: Workload): Promise<void>;
  openStage(plan: Plan, keepText: boolean): Promise<OpenStage>;
  /** Wall time, for the name of the folder. */
  wall(): Date;
  /** Aborts when the run is to stop. */
  readonly signal: AbortSignal;
  /** The signal that stopped it, if one did. */
  stoppedBy(): StopSignal | undefined;
  /** Says which strategy has its next round; absent: the session has the machine to itself. */
  drive?(run: PlanRun): Promise<void>;
  onPlanned(plan: Plan, count: number | undefined): void;
  onStart(strategy: StrategyPlan, progress: () => LiveProgress): void;
  onEnd(strategy: StrategyResult): void;
}

const NAME_ONE = 'store one with --save-baseline NAME, and name it: --baseline NAME';

/**
 * Loads a scenario and plans it as the request wants it: the same in each thread.
 *
 * @returns with it, whether outcomes are to carry the answers' texts, and the earlier run that it is held against
 */
export async function planRequest(request: SessionRequest): Promise<{
  readonly scenario: PlannedScenario;
  readonly keepText: boolean;
  readonly earlier: Arm | undefined;
}> {
  const { file, clock, goodput, maxCost, saveResponses } = request;
  const earlier = await earlierRun(request.baseline);
  const written = await loadScenario(file);
  const planned = await planScenario(request.unjudged ? unjudged(written) : written, {
    file,
    overrides: {
      clock,
      ...seedsOf(request, earlier),
      ...(goodput && { goodput }),
      ...(maxCost !== undefined && { maxCost }),
    },
  });
  const keepText = saveResponses !== undefined || readsAnswers(planned.code);
  return { scenario: planned, keepText, earlier };
}

function unjudged(written: unknown): unknown {
  if (!isPlainObject(written)) return written;
  const { thresholds: _, assert: __, ...rest } = written;
  return rest;
}

/** Loads a scenario, runs it, and writes what was measured, after each strategy and at the end. */
export async function runSession(
  request: SessionRequest,
  host: SessionHost,
): Promise<SessionOutcome> {
  const { out, saveResponses, saveBaseline } = request;
  const options = compareOptions(request);
  const { scenario, keepText, earlier } = await planRequest(request);
  const { workload, code } = scenario;
  // The first baseline cannot be held against one.
  const plan =
    saveBaseline !== undefined && !earlier ? withoutBaseline(scenario.plan) : scenario.plan;
  assertBaseline(plan.thresholds ?? [], earlier, NAME_ONE);
  if (earlier) assertSameQuestion({ plan }, earlier);
  const baseline = await baselineFile(saveBaseline);
  await host.consent?.(plan, workload);
  const stage = await host.openStage(plan, keepText);
  try {
    const output = new OutputDirectory(
      out ?? join('reports', plan.scenario, fileStamp(host.wall())),
    );
    const responses = saveResponses === undefined ? undefined : new ResponseFile(saveResponses);
    output.begin();
    const { renderJson } = await import('../render/json.ts');
    const early = new EarlyEnd(plan.thresholds);
    const watch = new EarlyEndWatch(early);
    const judged = (record: RunRecord): RunResult => {
      const judgement = judge(record);
      const exitCode = exitCodeOf(judgement.status, host.stoppedBy(), request.failOn);
      return { ...record, file: relative('.', request.file), verdict: { ...judgement, exitCode } };
    };
    const evaluated = async (record: RunRecord): Promise<RunRecord> => {
      const rows = early.applyTo(
        await evaluateRun(record, code.assert, earlier && heldAgainst(earlier, record)),
      );
      return {
        ...record,
        ...(rows.length > 0 && { thresholds: rows }),
        ...(earlier &&
          record.complete && {
            comparison: compareRuns(earlier, armOf(record, 'this run'), options),
          }),
      };
    };
    host.onPlanned(plan, workload.count);
    const record = await runPlan(plan, workload, {
      stage,
      crew: stage.crew,
      environment: { ...describeEnvironment(), ...(stage.crew && { workers: stage.crew.size }) },
      code,
      signal: host.signal,
      ...(host.drive && { drive: host.drive.bind(host) }),
      ended: () => early.row !== undefined,
      onStart(strategy, run) {
        watch.started(run);
        host.onStart(strategy, run.progress);
      },
      onSettled: (strategy, settled) => responses?.append(strategy.name, settled),
      onItem: (strategy) => watch.settled(strategy),
      onRows: ({ name }, rows) => output.appendAttempts(name, rows),
      onEnd(soFar, strategy) {
        host.onEnd(strategy);
        if (!soFar.complete) output.write('result.json', renderJson(judged(soFar)));
      },
      // Rounds of the real clock take time and may cost money; those of virtual time can be had again.
      ...(plan.clock === 'real' && {
        onRound: (soFar: RunRecord) => output.write('result.json', renderJson(judged(soFar))),
      }),
    });
    responses?.close();
    const ended = judged(await evaluated(record));
    const result = baseline ? baseline.store(ended) : ended;
    output.write('result.json', renderJson(result));
    const { renderHtml } = await import('../render/html/index.ts');
    output.write('report.html', renderHtml(result));
    const lost = output.lost ?? baseline?.lost;
    return {
      result,
      files: [...filesIn(output, saveResponses), ...(baseline?.files ?? [])],
      ...(lost && { lost: { message: lost.message, hint: lost.hint } }),
    };
  } finally {
    await stage.close();
  }
}

/** Reading a result needs its schema, which nothing is loaded of unless there is one to read. */
async function earlierRun(baseline: string | undefined): Promise<Arm | undefined> {
  if (baseline === undefined) return undefined;
  const { readArm } = await import('./baseline-file.ts');
  return readArm(baseline);
}

async function baselineFile(name: string | undefined): Promise<BaselineFile | undefined> {
  if (name === undefined) return undefined;
  const { BaselineFile } = await import('./baseline-file.ts');
  return new BaselineFile(name);
}

function withoutBaseline({ thresholds, ...plan }: Plan): Plan {
  const absolute = thresholds?.filter(({ baseline }) => !baseline) ?? [];
  return absolute.length === 0 ? plan : { ...plan, thresholds: absolute };
}

/** Only the same seeds are comparable, so those of the baseline are the default. */
function seedsOf({ seed, seeds }: SessionRequest, earlier: Arm | undefined) {
  const [first] = earlier?.measured.seeds ?? [];
  const from = seed ?? first;
  const many = seeds ?? earlier?.measured.seeds.length;
  return {
    ...(from !== undefined && { seed: from }),
    ...(many !== undefined && { seeds: many }),
  };
}

function filesIn(output: OutputDirectory, saveResponses: string | undefined): WrittenFile[] {
  const path = (name: string) => relative('.', output.file(name));
  return [
    { label: 'report', path: path('report.html') },
    { label: 'result', path: path('result.json') },
    { label: 'attempts', path: path('attempts.jsonl') },
    ...(saveResponses === undefined ? [] : [{ label: 'answers', path: saveResponses }]),
  ];
}
