import type { StrategySummary, Summary } from '../../../analyze/summary.ts';
import type { StrategyResult } from '../../../core/run-result.ts';
import type { Cell, Column, ColumnKey } from '../../columns.ts';
import { COLUMNS } from '../../columns.ts';
import { countOf, formatDuration } from '../../format.ts';
import { strategiesFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import { swatch } from '../charts/marker.ts';
import { makespanBar, rangeGlyph } from '../charts/range.ts';
import type { Interval } from '../charts/scale.ts';
import { logDomain } from '../charts/scale.ts';
import type { Chart } from '../charts/svg.ts';
import { sharedLength } from '../shared-length.ts';

/** The table that compares the strategies. */
export interface StrategiesView {
  readonly heading: string;
  readonly caption: string;
  /** Headings above the labels, each over `span` columns; empty over columns that stand alone. */
  readonly groups: readonly { readonly label: string; readonly span: number }[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly rows: readonly StrategyRow[];
}

interface StrategyRow {
  readonly name: string;
  readonly subtitle: string;
  readonly recommended: boolean;
  readonly baseline: boolean;
  readonly swatch: Chart;
  readonly makespan: string;
  /** Lowest and highest round; empty for a single one. */
  readonly makespanRange: string;
  readonly bar: Chart;
  readonly before: readonly Cell[];
  readonly range: Chart | undefined;
  readonly after: readonly Cell[];
}

/** Left and right of the range glyph, which belongs to `call`. */
const BEFORE: readonly ColumnKey[] = [
  'speedup',
  'throughput',
  'answered',
  'latencyP95',
  'callP50',
  'callP95',
  'callP99',
];
const AFTER: readonly ColumnKey[] = ['rateLimited', 'amplification', 'peak', 'slotsBusy'];

export function strategiesView(
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): StrategiesView | undefined {
  const { rows } = summary;
  if (rows.length === 0) return undefined;
  const domain = logDomain(rows.flatMap(callEnds));
  const longest = sharedLength(
    rows.map(({ name, makespan }) => ({ name, makespan: makespan.median })),
    summary.baseline,
  );
  return {
    heading: strategiesFinding(summary),
    caption: captionOf(rows),
    groups: groupsOf(),
    before: BEFORE.map((key) => COLUMNS[key].label),
    after: AFTER.map((key) => COLUMNS[key].label),
    rows: rows.flatMap((row) => {
      const identity = series.get(row.name);
      return identity ? [rowOf(row, summary, identity, domain, longest)] : [];
    }),
  };
}

function rowOf(
  row: StrategySummary,
  { recommendation, baseline }: Summary,
  series: Series,
  domain: Interval,
  longest: number,
): StrategyRow {
  const { makespan, result } = row;
  const { call } = result.metrics;
  const cellsOf = (keys: readonly ColumnKey[]) =>
    keys.map((key) => {
      const definition: Column = COLUMNS[key];
      return definition.cell(row, baseline);
    });
  const single = makespan.low === makespan.high;
  return {
    name: row.name,
    subtitle: describe(result),
    recommended: row.name === recommendation.strategy,
    baseline: row.name === baseline,
    swatch: swatch(series),
    makespan: formatDuration(makespan.median),
    makespanRange: single
      ? ''
      : `${formatDuration(makespan.low)} to ${formatDuration(makespan.high)}`,
    bar: makespanBar(longest > 0 ? makespan.median / longest : 0, series),
    before: cellsOf(BEFORE),
    range:
      call && rangeGlyph({ p50: call.p50_ms, p95: call.p95_ms, p99: call.p99_ms }, domain, series),
    after: cellsOf(AFTER),
  };
}

function callEnds({ result: { metrics } }: StrategySummary): readonly number[] {
  return metrics.call ? [metrics.call.p50_ms, metrics.call.p99_ms] : [];
}

function captionOf(rows: readonly StrategySummary[]): string {
  const rounds = Math.max(...rows.map(({ result }) => result.rounds.length));
  const over =
    rounds > 1 ? `Makespan, throughput and 429s are medians of ${countOf(rounds, 'round')}. ` : '';
  return `${over}Latency runs from the moment an item could have started, call from its first send; both include retries. Percentiles are those of answered items.`;
}

function groupsOf(): StrategiesView['groups'] {
  const groups: { label: string; span: number }[] = [];
  for (const key of [...BEFORE, 'range', ...AFTER] as const) {
    const label = key === 'range' ? COLUMNS.callP99.group : COLUMNS[key].group;
    const last = groups.at(-1);
    if (last?.label === label) last.span++;
    else groups.push({ label, span: 1 });
  }
  return groups;
}

/** Kind and options in the words of the scenario: `semaphore, size 10, scope item`. A name that is the kind says it already. */
function describe({ name, kind, options }: StrategyResult): string {
  const named = Object.entries(options).map(([option, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${option} ${text}`;
  });
  return [...(name === kind ? [] : [kind]), ...named].join(', ');
}
