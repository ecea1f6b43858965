import type { Workload } from '../core/item.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Metrics } from '../core/run-result.ts';
import type { Strategy } from '../core/strategy.ts';
import { Ledger } from '../measure/ledger.ts';
import { Recorder } from '../measure/recorder.ts';
import { JobSource } from './job-source.ts';
import type { StrategyRunParts } from './strategy-run.ts';
import { StrategyRun } from './strategy-run.ts';

/** What a strategy is doing right now; read it as often as you like. */
export interface LiveProgress {
  readonly completed: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly rateLimited: number;
}

export interface StrategyRunInput extends Omit<StrategyRunParts, 'recorder' | 'ledger'> {
  readonly strategy: Strategy;
  readonly workload: Workload;
  /** Aborts when the whole run is to stop. */
  readonly signal: AbortSignal;
  /** Called before the first job starts. */
  readonly onStart: (progress: () => LiveProgress) => void;
}

export interface StrategyRunOutput {
  readonly metrics: Metrics;
  readonly entries: readonly LedgerEntry[];
  /** Items whose rows did not fit into the ledger. */
  readonly omitted: number;
  /** Whether it ran to its end rather than being interrupted. */
  readonly complete: boolean;
  /** What the strategy or the workload threw. */
  readonly thrown?: unknown;
}

/** Runs one strategy on the whole workload once. Rejects only with a bug of ours. */
export async function runStrategy(input: StrategyRunInput): Promise<StrategyRunOutput> {
  const { strategy, workload, signal, clock, rng, onStart, ...parts } = input;
  const recorder = new Recorder();
  const ledger = new Ledger();
  const run = new StrategyRun({ ...parts, clock, rng, recorder, ledger });
  const source = new JobSource(
    workload,
    (item) => run.toJob(item),
    () => run.stop !== undefined,
  );
  onStart(() => ({ ...recorder.progress, inFlight: recorder.inFlight.current }));

  const cut = () => run.cut('the run was interrupted');
  if (signal.aborted) cut();
  signal.addEventListener('abort', cut, { once: true });
  let thrown: unknown;
  try {
    await strategy.run(source, {
      clock,
      rng,
      signal: run.signal,
      observe: (listener) => run.observe(listener),
      abort: (reason) => run.abort(reason),
    });
  } catch (error) {
    // A strategy may leave a wait with the reason of its own signal: that is the stop, not a mistake.
    const stopped = run.signal.aborted && error === run.signal.reason;
    if (!stopped) thrown = error ?? new Error('the strategy threw nothing at all');
    run.abort('the strategy threw');
  }
  await run.settled();
  signal.removeEventListener('abort', cut);

  const interrupted = run.stop?.kind === 'cut';
  const rest = await source.close(!interrupted && thrown === undefined);
  thrown ??= rest.thrown;
  recorder.recordUntaken(interrupted ? 'incomplete' : 'dropped', rest.untaken);
  const metrics = recorder.metrics(interrupted ? run.now() : undefined);
  assertConserved(metrics, source.taken + rest.untaken, thrown);
  return {
    metrics,
    entries: ledger.entries,
    omitted: ledger.omitted,
    complete: !interrupted && thrown === undefined,
    ...(thrown !== undefined && { thrown }),
  };
}

/** Each scheduled item ends in exactly one bin. Anything else is a bug of ours, and no number could be believed. */
function assertConserved({ counts }: Metrics, scheduled: number, cause: unknown): void {
  if (counts.scheduled !== scheduled) {
    const message = `${scheduled} items were scheduled, but the bins hold ${counts.scheduled}`;
    throw new Error(message, cause === undefined ? undefined : { cause });
  }
}
