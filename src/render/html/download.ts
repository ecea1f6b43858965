import { makespanOf, rateLimitedOf, throughputOf } from '../../analyze/rounds.ts';
import type { Distribution, DistributionName, RunResult } from '../../core/run-result.ts';
import { DISTRIBUTIONS } from '../../core/run-result.ts';

/** Raw figures that the page offers as files: a table for spreadsheets, and all of it as JSON. */
export interface Download {
  readonly name: string;
  readonly columns: readonly string[];
  /** One a strategy, in the scenario's order. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly run: {
    readonly scenario: string;
    readonly started_at: string;
    readonly seeds: readonly number[];
    readonly plan: unknown;
    readonly verdict: unknown;
  };
  /** HDR histograms, V2 compressed, base64, in microseconds, by strategy and metric; the headline metrics. */
  readonly histograms: readonly Readonly<Record<string, string>>[];
}

const COLUMNS = [
  'count',
  'min_ms',
  'p50_ms',
  'p90_ms',
  'p95_ms',
  'p99_ms',
  'max_ms',
  'mean_ms',
] as const;
const WITH_HISTOGRAM = ['latency', 'call', 'service', 'ttft'] as const;
/** Histograms of many values and strategies would fill the page: what is beyond stays in `result.json`. */
const MOST_HISTOGRAM_BYTES = 60_000;

export function downloadOf(result: RunResult): Download {
  const { strategies, scenario, started_at, plan, verdict } = result;
  const metrics = DISTRIBUTIONS.filter((name) => strategies.some((each) => each.metrics[name]));
  return {
    name: `${scenario}-${started_at.replace(/[-:]|\.\d+/g, '')}`,
    columns: [
      'strategy',
      'kind',
      'makespan_ms',
      'throughput_per_s',
      'rate_limited',
      'scheduled',
      'completed',
      'failed',
      'dropped',
      'incomplete',
      'attempts',
      ...metrics.flatMap((name) => COLUMNS.map((column) => `${name}_${column}`)),
    ],
    rows: strategies.map((strategy) => {
      const { counts, attempts } = strategy.metrics;
      return [
        strategy.name,
        strategy.kind,
        makespanOf(strategy).centre,
        throughputOf(strategy).centre,
        rateLimitedOf(strategy).centre,
        counts.scheduled,
        counts.completed,
        counts.failed,
        counts.dropped,
        counts.incomplete,
        attempts.total,
        ...metrics.flatMap((name) => valuesOf(strategy.metrics[name])),
      ];
    }),
    run: { scenario, started_at, seeds: plan.seeds, plan, verdict },
    histograms: histogramsOf(result),
  };
}

function valuesOf(distribution: Distribution | undefined): readonly (number | null)[] {
  return COLUMNS.map((column) => distribution?.[column] ?? null);
}

function histogramsOf({ strategies }: RunResult): Download['histograms'] {
  let left = MOST_HISTOGRAM_BYTES;
  const fits = (text: string) => {
    if (text.length > left) return false;
    left -= text.length;
    return true;
  };
  const kept = strategies.map((): Record<string, string> => ({}));
  for (const name of WITH_HISTOGRAM satisfies readonly DistributionName[]) {
    strategies.forEach(({ metrics }, i) => {
      const histogram = metrics[name]?.histogram;
      const own = kept[i];
      if (own && histogram !== undefined && fits(histogram)) own[name] = histogram;
    });
  }
  return kept;
}
