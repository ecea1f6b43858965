import type { BatchClient } from '../core/batches.ts';
import type { Clock } from '../core/clock.ts';
import type { GeneratorHealth, ReleaseFigures } from '../core/health.ts';
import type { Workload } from '../core/item.ts';
import type { LedgerEntry, Microseconds } from '../core/ledger.ts';
import type { OverflowPlan } from '../core/plan.ts';
import type { DistributionName, Metrics, SoFar } from '../core/run-result.ts';
import type { Strategy, StrategyContext } from '../core/strategy.ts';
import type { Milliseconds } from '../core/units.ts';
import { EventLog } from '../measure/event-log.ts';
import { Ledger } from '../measure/ledger.ts';
import type { RecorderSetting } from '../measure/recorder.ts';
import { Recorder } from '../measure/recorder.ts';
import { requestLanes } from '../measure/request-lanes.ts';
import type { MeasuredRow } from '../measure/row-replay.ts';
import { TellingRecorder } from '../measure/telling-recorder.ts';
import type { ArrivalSourceParts } from './arrival-source.ts';
import { ArrivalSource } from './arrival-source.ts';
import { createBatches } from './batch-run.ts';
import { holdWhileReading } from './hold-while-reading.ts';
import { JobSource } from './job-source.ts';
import { LoadLimits } from './load-limits.ts';
import type { OpenContext } from './open-job.ts';
import type { StrategyRunParts } from './strategy-run.ts';
import { StrategyRun } from './strategy-run.ts';

/** What a strategy is doing right now; read it as often as you like. */
export interface LiveProgress {
  readonly completed: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly rateLimited: number;
}

/** A strategy at work. */
export interface LiveRun {
  progress(): LiveProgress;
  /** Time since its start. */
  elapsed(): Milliseconds;
  /** What was measured until now, with the distributions that are asked for. */
  soFar(distributions: readonly DistributionName[]): SoFar;
  /** Takes up no further item; what is under way goes on to its end. */
  endLoad(): void;
  /** What was measured until now, for a run that never comes to its end. */
  salvage(thrown: unknown): StrategyRunOutput;
}

export interface StrategyRunInput extends Omit<StrategyRunParts, 'recorder' | 'ledger' | 'log'> {
  /** What the figures are held against. @default nothing */
  readonly measure?: Omit<RecorderSetting, 'open'>;
  readonly strategy: Strategy;
  /** The target's batch API, for a strategy that needs it. */
  readonly batches?: BatchClient | undefined;
  readonly foretell?: StrategyContext['foretell'];
  readonly workload: Workload;
  /** When it takes up no further item; absent: never. */
  readonly maxDuration?: Milliseconds | undefined;
  /** How long items may still end after that, or after the last arrival; absent: for ever. */
  readonly drainTimeout?: Milliseconds | undefined;
  /** Bound on the items that wait in an open load; absent: none. */
  readonly overflow?: OverflowPlan | undefined;
  /** Aborts when the whole run is to stop. */
  readonly signal: AbortSignal;
  /** Called before the first job starts. */
  readonly onStart: (run: LiveRun) => void;
  /** Gets the rows as items settle, beside the ledger. */
  readonly onRow?: ((row: MeasuredRow) => void) | undefined;
}

export interface StrategyRunOutput {
  readonly metrics: Metrics;
  /** The rows, made as they are read. */
  readonly rows: Iterable<LedgerEntry>;
  /** Items whose rows did not fit into the ledger. */
  readonly omitted: number;
  /** Whether it ran to its end rather than being interrupted. */
  readonly complete: boolean;
  /** When it was cut off; absent when it came to its end. */
  readonly cut_us?: Microseconds;
  /** Hash of everything that happened; virtual clock only. */
  readonly fingerprint?: string;
  /** What the strategy or the workload threw. */
  readonly thrown?: unknown;
  /** What the user's own code left behind; counts above 0 only. */
  readonly left?: LeftBehind;
  /** Of an open load on the real clock. */
  readonly releases?: ReleaseFigures;
  /** Threads that shared it; absent: it had one. */
  readonly threads?: {
    /** Those that ended before their work did. */
    readonly lost: number;
    readonly count: number;
    readonly generator?: GeneratorHealth;
  };
}

/** What a strategy of the user's own code left behind when it returned. */
export interface LeftBehind {
  /** Items that failed though it returned normally. */
  readonly silentFailures?: number;
  /** Attempts that were still on the wire. */
  readonly orphans?: number;
  /** Attempts that belonged to no item. */
  readonly strays?: number;
}

/** Runs one strategy on the whole workload once. Rejects only with a bug of ours. */
export async function runStrategy(input: StrategyRunInput): Promise<StrategyRunOutput> {
  const { strategy, workload, signal, onStart, measure, batches, foretell, ...others } = input;
  const { maxDuration, drainTimeout, overflow, onRow, ...parts } = others;
  const { clock, rng } = parts;
  const measured = { ...measure, open: workload.arrivals !== undefined };
  const recorder = onRow ? new TellingRecorder(measured, onRow) : new Recorder(measured);
  const ledger = new Ledger(rng, measured);
  const log = logFor(clock);
  const noMore = new AbortController();
  const run = new StrategyRun({ ...parts, recorder, ledger, log, noMore: noMore.signal });
  const cutOff = () => run.cut('its time was up', 'expired');
  const limits = new LoadLimits(clock, { maxDuration, drainTimeout }, cutOff, noMore);
  const source = openSource(holdWhileReading(workload, clock), {
    clock,
    rng,
    overflow,
    run,
    onOverflow: (intended) => recorder.recordOverflow(Math.round(intended * 1_000)),
    onEnd: (time) => limits.arrivalsEnd(time),
  });
  limits.start(() => source.end());
  const outputOf = (interrupted: boolean, thrown: unknown): StrategyRunOutput => {
    const cut = interrupted || isCut(run) ? run.now() : undefined;
    return {
      metrics: {
        ...recorder.metrics(cut),
        ...lanesOf(ledger),
        ...(run.toldLimits && { told_limits: run.toldLimits }),
      },
      rows: ledger,
      omitted: ledger.omitted,
      complete: !interrupted && !endedEarly && thrown === undefined,
      ...(log && { fingerprint: log.fingerprint() }),
      ...(thrown !== undefined && { thrown }),
      ...(Object.keys(left).length > 0 && { left }),
      ...(cut !== undefined && { cut_us: cut }),
      ...(source instanceof ArrivalSource &&
        source.releases && { releases: source.releases.figures }),
    };
  };
  let left: LeftBehind = {};
  let endedEarly = false;
  onStart({
    progress: () => ({ ...recorder.progress, inFlight: recorder.inFlight.current }),
    elapsed: () => run.now() / 1_000,
    soFar: (names) => recorder.soFar(names),
    endLoad() {
      if (endedEarly) return;
      endedEarly = true;
      limits.end(() => source.end());
    },
    salvage(thrown) {
      run.settleOpen(true);
      recorder.recordUntaken('incomplete', source.scheduled - recorder.settled);
      limits.stop();
      return outputOf(true, thrown);
    },
  });

  const cut = () => run.cut('the run was interrupted');
  if (signal.aborted) cut();
  signal.addEventListener('abort', cut, { once: true });
  let thrown: unknown;
  try {
    const context: OpenContext = {
      clock,
      rng,
      signal: run.signal,
      noMore: noMore.signal,
      batches: createBatches(batches, run.batchHost),
      foretell,
      observe: (listener) => run.observe(listener),
      traceLimit: (limit, unit) => recorder.limit.add(run.now(), limit, unit),
      abort: (reason) => run.abort(reason),
      stray: (send, asks) => run.stray(send, asks),
    };
    await strategy.run(source, context);
  } catch (error) {
    // A strategy may leave a wait with the reason of its own signal: that is the stop, not a mistake.
    const stopped = run.signal.aborted && error === run.signal.reason;
    if (!stopped) thrown = error ?? new Error('the strategy threw nothing at all');
    run.abort('the strategy threw');
  }
  const orphans = run.closeOpen();
  await run.settled();
  const failed = run.settleOpen();
  const silentFailures = thrown === undefined && !isCut(run) ? failed : 0;
  left = aboveZero({ silentFailures, orphans, strays: run.strays });
  signal.removeEventListener('abort', cut);
  limits.stop();

  const interrupted = run.stop?.kind === 'cut';
  // What nobody pulled was dropped, unless there was no time for it.
  const censored = isCut(run) || (limits.over && thrown === undefined);
  const rest = await source.close(!censored && thrown === undefined);
  thrown ??= rest.thrown;
  if (censored) recorder.recordCutOff(run.stop?.at ?? run.now(), rest.untaken, rest.intended);
  else recorder.recordUntaken('dropped', rest.untaken);
  const output = outputOf(interrupted, thrown);
  assertConserved(output.metrics, source.taken + source.overflowed + rest.untaken, thrown);
  return output;
}

/** The counts that are worth telling. */
function aboveZero(counts: LeftBehind): LeftBehind {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Whether items were cut off: the run was interrupted, or its time was up. */
function isCut({ stop }: StrategyRun): boolean {
  return stop !== undefined && stop.kind !== 'abort';
}

interface SourceParts
  extends Omit<ArrivalSourceParts, 'workload' | 'arrivals' | 'toJob' | 'signal'> {
  readonly run: StrategyRun;
}

/** All items at once, or each when it is due. */
function openSource(workload: Workload, { run, ...parts }: SourceParts): JobSource | ArrivalSource {
  const { arrivals } = workload;
  const toJob = run.toJob.bind(run);
  if (arrivals === undefined) {
    return new JobSource(
      workload,
      (item) => toJob(item),
      () => run.stop !== undefined,
    );
  }
  return new ArrivalSource({
    ...parts,
    workload,
    arrivals,
    toJob,
    signal: run.signal,
    onOverflow(intended) {
      parts.onOverflow(intended);
      if (parts.overflow?.policy === 'fail') run.abort('too many items waited');
    },
  });
}

function lanesOf(ledger: Ledger): Pick<Metrics, 'lanes'> {
  const lanes = requestLanes(ledger);
  return lanes ? { lanes } : {};
}

/** Only virtual time repeats itself, so only there a fingerprint says something. */
function logFor({ kind }: Clock): EventLog | undefined {
  return kind === 'virtual' ? new EventLog() : undefined;
}

/** Each scheduled item ends in exactly one bin. Anything else is a bug of ours, and no number could be believed. */
function assertConserved({ counts }: Metrics, scheduled: number, cause: unknown): void {
  if (counts.scheduled !== scheduled) {
    const message = `${scheduled} items were scheduled, but the bins hold ${counts.scheduled}`;
    throw new Error(message, cause === undefined ? undefined : { cause });
  }
}
