import { countsUpTo } from '../analyze/percentiles.ts';
import type { Distribution, RunResult, StrategyResult } from '../core/run-result.ts';
import { cleanText } from './markup.ts';

/** Upper bounds of the latency buckets, in seconds: 1, 2.5, 5 in every decade. */
const BOUNDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500,
];

interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly unit?: string;
  readonly help: string;
  /** Lines without the name in front: suffix, labels and value. */
  samples(strategy: StrategyResult): readonly Sample[];
}

interface Sample {
  readonly suffix?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

const one = (value: number | undefined): readonly Sample[] =>
  value === undefined ? [] : [{ value }];

const FAMILIES: readonly Family[] = [
  {
    name: 'llm_bench_makespan_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'From the first intended start to the last answer.',
    samples: ({ metrics }) => one(metrics.makespan_ms / 1_000),
  },
  {
    name: 'llm_bench_throughput_items_per_second',
    type: 'gauge',
    help: 'Completed items per second of makespan.',
    samples: ({ metrics }) => one(metrics.throughput_per_s),
  },
  {
    name: 'llm_bench_items',
    type: 'counter',
    help: 'Items by how they ended.',
    samples: ({ metrics: { counts } }) =>
      (['completed', 'failed', 'dropped', 'incomplete'] as const).map((outcome) => ({
        suffix: '_total',
        labels: { outcome },
        value: counts[outcome],
      })),
  },
  {
    name: 'llm_bench_attempts',
    type: 'counter',
    help: 'Requests on the wire by outcome.',
    samples: ({ metrics: { attempts } }) =>
      Object.entries(attempts)
        .filter(([outcome]) => outcome !== 'total')
        .map(([outcome, value]) => ({ suffix: '_total', labels: { outcome }, value })),
  },
  {
    name: 'llm_bench_in_flight_peak',
    type: 'gauge',
    help: 'Most attempts on the wire at once.',
    samples: ({ metrics }) => one(metrics.in_flight.peak),
  },
  {
    name: 'llm_bench_in_flight_mean',
    type: 'gauge',
    help: 'Attempts on the wire, over the makespan.',
    samples: ({ metrics }) => one(metrics.in_flight.mean),
  },
  {
    name: 'llm_bench_cost_usd',
    type: 'gauge',
    unit: 'usd',
    help: 'Price of all tokens that replies told, over all rounds, in US dollars.',
    samples: ({ metrics }) => one(metrics.cost?.usd),
  },
  {
    name: 'llm_bench_wasted_cost_usd',
    type: 'gauge',
    unit: 'usd',
    help: 'The part of attempts whose result was not used, in US dollars.',
    samples: ({ metrics }) => one(metrics.cost?.wasted_usd),
  },
  histogram('llm_bench_latency_seconds', 'Completed items: intended start to answer.', 'latency'),
  histogram('llm_bench_service_seconds', 'Ok attempts: sent to ended.', 'service'),
];

/** OpenMetrics 1.0 text. */
export function renderOpenMetrics(result: RunResult): string {
  return `${families(result, true)}# EOF\n`;
}

/** Prometheus text format 0.0.4: without units and the end mark, and counters are named with their suffix. */
export function renderPrometheus(result: RunResult): string {
  return families(result, false);
}

function families(result: RunResult, open: boolean): string {
  const lines = FAMILIES.flatMap(({ name, type, unit, help, samples }) => {
    const rows = result.strategies.flatMap((strategy) =>
      samples(strategy).map((sample) => sampleLine(name, sample, result, strategy)),
    );
    if (rows.length === 0) return [];
    const title = open || type !== 'counter' ? name : `${name}_total`;
    return [
      `# TYPE ${title} ${type}`,
      ...(open && unit ? [`# UNIT ${title} ${unit}`] : []),
      `# HELP ${title} ${help}`,
      ...rows,
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}

function sampleLine(
  name: string,
  { suffix = '', labels = {}, value }: Sample,
  { scenario, clock }: RunResult,
  strategy: StrategyResult,
): string {
  const all = { scenario, clock: clock.kind, strategy: strategy.name, ...labels };
  const text = Object.entries(all).map(([label, of]) => `${label}="${escapeLabel(of)}"`);
  return `${name}${suffix}{${text.join(',')}} ${value}`;
}

function escapeLabel(value: string): string {
  return cleanText(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}

function histogram(name: string, help: string, metric: 'latency' | 'service'): Family {
  return {
    name,
    type: 'histogram',
    unit: 'seconds',
    help,
    samples: ({ metrics }) => buckets(metrics[metric]),
  };
}

/** Cumulative, with the infinite one at the end. */
function buckets(distribution: Distribution | undefined): readonly Sample[] {
  if (!distribution) return [];
  const upTo = countsUpTo(distribution);
  const bucket = (le: string, value: number) => ({ suffix: '_bucket', labels: { le }, value });
  return [
    ...BOUNDS.map((bound) =>
      bucket(Number.isInteger(bound) ? bound.toFixed(1) : String(bound), upTo(bound * 1_000)),
    ),
    bucket('+Inf', distribution.count),
    { suffix: '_count', value: distribution.count },
    { suffix: '_sum', value: distribution.sum_ms / 1_000 },
  ];
}
