import type { GeneratorHealth, ReleaseFigures } from '../../core/health.ts';
import type { Rng } from '../../core/rng.ts';
import type { Distribution, Metrics } from '../../core/run-result.ts';
import { DurationHistogram } from '../../measure/duration-histogram.ts';
import { Ledger } from '../../measure/ledger.ts';
import { mergeGenerators, mergeReleases } from '../../measure/merge-health.ts';
import type { RecorderSetting } from '../../measure/recorder.ts';
import { Recorder } from '../../measure/recorder.ts';
import { requestLanes } from '../../measure/request-lanes.ts';
import type { MeasuredRow } from '../../measure/row-replay.ts';
import { replayRows } from '../../measure/row-replay.ts';
import type { LeftBehind, StrategyRunOutput } from '../run-strategy.ts';

/** What one thread measured of its share. Plain data. */
export interface ShardOutput {
  /** Its rows are sent apart. */
  readonly metrics: Metrics;
  readonly complete: boolean;
  /** When the run was cut off there; absent when it came to its end. */
  readonly cut_us?: number;
  /** What the strategy or the workload threw. */
  readonly thrown?: string;
  readonly left?: LeftBehind;
  readonly releases?: ReleaseFigures;
  /** Its own loop and its own pauses; of the process it knows nothing. */
  readonly generator?: GeneratorHealth;
}

/**
 * The outputs of several threads as that of one: all rows are measured once more, in the order of their times. What is in no row is added
 * up.
 *
 * @param lost threads that ended before their work did
 */
export function mergeShards(
  shards: readonly ShardOutput[],
  rows: readonly MeasuredRow[],
  {
    rng,
    measure,
    lost,
  }: { readonly rng: Rng; readonly measure: RecorderSetting; readonly lost: number },
): StrategyRunOutput {
  const recorder = new Recorder(measure);
  const ledger = new Ledger(rng, measure);
  replayRows(rows, recorder, ledger);
  const untaken = (bin: 'dropped' | 'incomplete') =>
    sum(shards, ({ metrics }) => metrics.counts[bin]) -
    rows.filter(({ entry }) => entry.bin === bin).length;
  recorder.recordUntaken('dropped', untaken('dropped'));
  recorder.recordUntaken('incomplete', untaken('incomplete'));
  const cuts = shards.flatMap(({ cut_us }) => cut_us ?? []);
  const metrics = recorder.metrics(cuts.length > 0 ? Math.max(...cuts) : undefined);
  const [thrown] = shards.flatMap((shard) => shard.thrown ?? []);
  const error = lost > 0 ? lostError(lost) : thrown === undefined ? undefined : new Error(thrown);
  const left = mergeLeft(shards);
  const releases = mergeReleases(shards.flatMap((shard) => shard.releases ?? []));
  const generator = mergeGenerators(shards.flatMap((shard) => shard.generator ?? []));
  const lanes = requestLanes(ledger);
  return {
    metrics: { ...metrics, ...notInRows(shards), ...(lanes && { lanes }) },
    rows: ledger,
    omitted: ledger.omitted,
    complete: lost === 0 && shards.every(({ complete }) => complete),
    ...(error && { thrown: error }),
    ...(Object.keys(left).length > 0 && { left }),
    ...(releases && { releases }),
    threads: { count: shards.length + lost, lost, ...(generator && { generator }) },
  };
}

function lostError(lost: number): Error {
  return new Error(
    `${lost} of its threads ended before their work did; what they had measured last is missing`,
  );
}

/** Gaps between tokens, ages of items that were cut off, and what was told. */
function notInRows(shards: readonly ShardOutput[]): Partial<Metrics> {
  const all = shards.map(({ metrics }) => metrics);
  const gaps = added('inter_chunk_latency', all);
  const ages = added('incomplete_age', all);
  const overflowed = sum(all, (metrics) => metrics.overflowed ?? 0);
  const coalesced = sum(
    all,
    ({ inter_chunk_latency, coalesced_gaps = 0 }) =>
      coalesced_gaps * (inter_chunk_latency?.count ?? 0),
  );
  const [told] = all.flatMap(({ told_limits }) => (told_limits ? [told_limits] : []));
  return {
    ...(gaps && { inter_chunk_latency: gaps, coalesced_gaps: coalesced / gaps.count }),
    ...(ages && { incomplete_age: ages }),
    ...(overflowed > 0 && { overflowed }),
    ...(told && { told_limits: told }),
  };
}

function added(
  name: 'inter_chunk_latency' | 'incomplete_age',
  all: readonly Metrics[],
): Distribution | undefined {
  const histogram = new DurationHistogram(name);
  for (const { [name]: distribution } of all) if (distribution) histogram.add(distribution);
  return histogram.toDistribution();
}

function mergeLeft(shards: readonly ShardOutput[]): LeftBehind {
  const total: Record<string, number> = {};
  for (const { left = {} } of shards) {
    for (const [name, count] of Object.entries(left)) total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
