import type { ForeignDistribution, ForeignRun } from '../core/foreign-run.ts';
import type { StrategyResult } from '../core/run-result.ts';
import type { Milliseconds } from '../core/units.ts';
import type { Measured } from './compare/to-baseline.ts';
import { latencyP95Of, makespanOf, throughputOf } from './rounds.ts';

/** A file of results: a run of ours, or what another tool measured. */
export interface Source {
  /** What tells it from the others: the part of its path that differs. */
  readonly label: string;
  readonly result?: Measured;
  readonly foreign?: readonly ForeignRun[];
}

/** One strategy of one file, or one run of another tool. What was not measured is absent. */
export interface SideBySideRow {
  readonly source: string;
  /** Another tool that measured it; absent: llm-bench. */
  readonly tool?: string;
  /** The strategy's name, or the other tool's own for the run. */
  readonly name: string;
  readonly completed?: number;
  /** Items without an answer. */
  readonly failed?: number;
  readonly makespan?: Milliseconds;
  /** Answered items per second. */
  readonly throughput?: number;
  /** From the intended start: other tools start their clocks at the send, and have none. */
  readonly latencyP95?: Milliseconds;
  readonly serviceP50?: Milliseconds;
  readonly serviceP95?: Milliseconds;
  readonly serviceP99?: Milliseconds;
  readonly ttftP95?: Milliseconds;
  /** US dollars for 1,000 answers. */
  readonly costPerThousand?: number;
}

/** Several files together, for a table. */
export interface SideBySide {
  /** The same strategy's rows stand together, in the order of the files. */
  readonly rows: readonly SideBySideRow[];
  /** Why our runs cannot be held against each other; empty when they can. */
  readonly differentWork: readonly string[];
}

/** Puts files next to each other. Nothing is judged. */
export function sideBySide(sources: readonly Source[]): SideBySide {
  const rows = sources.flatMap(({ label, result, foreign }) => [
    ...(result?.strategies ?? []).map((strategy) => ourRow(label, strategy)),
    ...(foreign ?? []).map((run) => foreignRow(label, run)),
  ]);
  const names = [...new Set(rows.map(({ name }) => name))];
  return {
    rows: names.flatMap((name) => rows.filter((row) => row.name === name)),
    differentWork: differentWork(sources.flatMap(({ result }) => (result ? [result] : []))),
  };
}

/** Strategies of our runs, each once, in the order in which they are first met. */
export function strategyNames(sources: readonly Pick<Source, 'result'>[]): readonly string[] {
  const names = sources.flatMap(({ result }) => result?.strategies.map(({ name }) => name) ?? []);
  return [...new Set(names)];
}

function ourRow(source: string, strategy: StrategyResult): SideBySideRow {
  const { counts, service, ttft, cost } = strategy.metrics;
  const latencyP95 = latencyP95Of(strategy);
  return {
    source,
    name: strategy.name,
    completed: counts.completed,
    failed: counts.scheduled - counts.completed,
    makespan: makespanOf(strategy).centre,
    throughput: throughputOf(strategy).centre,
    ...(latencyP95 && { latencyP95: latencyP95.centre }),
    ...(service && {
      serviceP50: service.p50_ms,
      serviceP95: service.p95_ms,
      serviceP99: service.p99_ms,
    }),
    ...(ttft && { ttftP95: ttft.p95_ms }),
    ...present('costPerThousand', cost?.per_thousand_ok_usd),
  };
}

function foreignRow(source: string, run: ForeignRun): SideBySideRow {
  const { tool, label, completed, failed, duration, throughput_per_s, metrics } = run;
  return {
    source,
    tool,
    name: label,
    ...present('completed', completed),
    ...present('failed', failed),
    ...present('makespan', duration),
    ...present('throughput', throughput_per_s),
    ...present('serviceP50', percentile(metrics.service, 50)),
    ...present('serviceP95', percentile(metrics.service, 95)),
    ...present('serviceP99', percentile(metrics.service, 99)),
    ...present('ttftP95', percentile(metrics.ttft, 95)),
  };
}

function percentile(of: ForeignDistribution | undefined, p: number): Milliseconds | undefined {
  return of?.percentiles[p];
}

function present<K extends keyof SideBySideRow>(
  key: K,
  value: SideBySideRow[K] | undefined,
): Partial<SideBySideRow> {
  return value === undefined ? {} : { [key]: value };
}

/** What makes the work of two runs another: then their times say nothing of each other. */
function differentWork(results: readonly Measured[]): readonly string[] {
  const [first, ...others] = results;
  if (!first) return [];
  // More rounds of the same work are the same work.
  const rounds = Math.min(...results.map(({ plan }) => plan.seeds.length));
  const parts = {
    workload: (run: Measured) => run.plan.workload,
    target: (run: Measured) => run.plan.target,
    load: (run: Measured) => run.plan.load,
    seeds: (run: Measured) => run.plan.seeds.slice(0, rounds),
    clock: (run: Measured) => run.clock.kind,
  };
  return Object.entries(parts)
    .filter(([, of]) => others.some((run) => seedless(of(run)) !== seedless(of(first))))
    .map(([name]) => name);
}

/** As text, without what the seeds already tell. */
function seedless(part: unknown): string | undefined {
  return JSON.stringify(part, (key, value: unknown) => (key === 'seed' ? undefined : value));
}
