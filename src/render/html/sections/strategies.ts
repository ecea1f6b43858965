import type { OverRounds } from '../../../analyze/rounds.ts';
import type { StrategySummary, Summary } from '../../../analyze/summary.ts';
import type { Metrics, RunResult, StrategyResult } from '../../../core/run-result.ts';
import type { Cell } from '../../cell.ts';
import type { Column, ColumnKey } from '../../columns.ts';
import { COLUMNS } from '../../columns.ts';
import { costColumns, costSentence } from '../../cost.ts';
import { countOf, formatDuration } from '../../format.ts';
import { identicalSentences, unfinishedSentences } from '../../seed-sentences.ts';
import { capitalised, strategiesFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import type { Chart } from '../charts/drawing.ts';
import { swatch } from '../charts/marker.ts';
import { makespanBar, rangeGlyph } from '../charts/range.ts';
import type { Interval } from '../charts/scale.ts';
import { logDomain } from '../charts/scale.ts';
import { sharedLength } from '../shared-length.ts';
import type { PairedView } from './paired.ts';
import { pairedView } from './paired.ts';

/** The table that compares the strategies. */
export interface StrategiesView {
  readonly heading: string;
  readonly caption: string;
  /** Headings above the labels, each over `span` columns; empty over columns that stand alone. */
  readonly groups: readonly { readonly label: string; readonly span: number }[];
  readonly before: readonly Head[];
  readonly after: readonly Head[];
  readonly rows: readonly StrategyRow[];
  /** On strategies that did the same, and on those that did not finish. */
  readonly remarks: readonly string[];
  readonly paired: PairedView | undefined;
}

/** Heading of a column; on a phone it says its group itself. */
interface Head {
  readonly label: string;
  /** Empty for a column that stands alone. */
  readonly group: string;
}

interface StrategyRow {
  readonly name: string;
  readonly subtitle: string;
  readonly recommended: boolean;
  readonly unfinished: boolean;
  readonly swatch: Chart;
  readonly makespan: string;
  /** Milliseconds: what the table is sorted by. */
  readonly sort: number;
  readonly rangeSort: number | string;
  /** Standard deviation over seeds, or lowest and highest round; empty for a single one. */
  readonly makespanRange: string;
  readonly bar: Chart;
  readonly before: readonly Cell[];
  readonly range: Chart | undefined;
  readonly after: readonly Cell[];
}

/** Left and right of the range glyph, which belongs to `call`. */
interface ColumnKeys {
  readonly before: readonly ColumnKey[];
  readonly after: readonly ColumnKey[];
}

/** Columns of which no strategy has a value are left out. */
function columnKeys(rows: readonly StrategySummary[], costs: readonly ColumnKey[]): ColumnKeys {
  const some = (holds: (metrics: Metrics) => boolean) =>
    rows.some(({ result }) => holds(result.metrics));
  return {
    before: [
      'speedup',
      'throughput',
      ...(some((metrics) => metrics.goodput_per_s !== undefined) ? (['goodput'] as const) : []),
      'latencyP95',
      'callP50',
      'callP95',
      'callP99',
    ],
    after: [
      ...(some((metrics) => metrics.ttft !== undefined) ? (['ttftP95'] as const) : []),
      'rateLimited',
      'amplification',
      'failed',
      'peak',
      'slotsBusy',
      ...costs,
    ],
  };
}

export function strategiesView(
  result: RunResult,
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): StrategiesView | undefined {
  const { rows } = summary;
  if (rows.length === 0) return undefined;
  const domain = logDomain(rows.flatMap(callEnds));
  const keys = columnKeys(rows, costColumns(result));
  const cost = costSentence(result, summary);
  const longest = sharedLength(
    rows.map(({ name, makespan }) => ({ name, makespan: makespan.centre })),
    summary.baseline,
  );
  return {
    heading: strategiesFinding(summary),
    caption: captionOf(rows),
    groups: groupsOf(keys),
    before: keys.before.map(headOf),
    after: keys.after.map(headOf),
    remarks: [
      ...(cost === undefined ? [] : [capitalised(cost)]),
      ...identicalSentences(summary),
      ...unfinishedSentences(summary),
    ],
    paired: pairedView(summary, series),
    rows: rows.flatMap((row) => {
      const identity = series.get(row.name);
      return identity ? [rowOf(row, summary, identity, keys, domain, longest)] : [];
    }),
  };
}

function rowOf(
  row: StrategySummary,
  { recommendation, baseline }: Summary,
  series: Series,
  columns: ColumnKeys,
  domain: Interval,
  longest: number,
): StrategyRow {
  const { makespan, result } = row;
  const span = COLUMNS.makespan.cell(row, baseline);
  const { call } = result.metrics;
  const cellsOf = (keys: readonly ColumnKey[]) =>
    keys.map((key) => {
      const definition: Column = COLUMNS[key];
      return definition.cell(row, baseline);
    });
  return {
    name: row.name,
    subtitle: describe(result),
    recommended: recommendation.starred.includes(row.name),
    unfinished: !result.complete,
    swatch: swatch(series),
    makespan: span.stacked?.[0] ?? span.text,
    sort: makespan.centre,
    rangeSort: call?.p95_ms ?? '',
    makespanRange: span.stacked?.[1] ?? rangeOf(makespan),
    bar: makespanBar(longest > 0 ? makespan.centre / longest : 0, series),
    before: cellsOf(columns.before),
    range:
      call && rangeGlyph({ p50: call.p50_ms, p95: call.p95_ms, p99: call.p99_ms }, domain, series),
    after: cellsOf(columns.after),
  };
}

function headOf(key: ColumnKey): Head {
  const { label, group } = COLUMNS[key];
  return { label, group };
}

function callEnds({ result: { metrics } }: StrategySummary): readonly number[] {
  return metrics.call ? [metrics.call.p50_ms, metrics.call.p99_ms] : [];
}

function rangeOf({ low, high, deviation }: OverRounds): string {
  if (deviation !== undefined || low === high) return '';
  return `${formatDuration(low)} to ${formatDuration(high)}`;
}

function captionOf(rows: readonly StrategySummary[]): string {
  const rounds = Math.max(...rows.map(({ result }) => result.rounds.length));
  const bySeed = rows.some(({ makespan }) => makespan.deviation !== undefined);
  const over =
    rounds > 1 && !bySeed
      ? `Makespan, throughput and 429s are medians of ${countOf(rounds, 'round')}. `
      : '';
  const seeds = bySeed
    ? `Means over ${countOf(rounds, 'seed')} with their standard deviation, where they deviate; call and in flight are those of all seeds together. `
    : '';
  return `${over}${seeds}Latency runs from the moment an item could have started, call from its first send; both include retries. Percentiles are those of answered items.`;
}

function groupsOf({ before, after }: ColumnKeys): StrategiesView['groups'] {
  const groups: { label: string; span: number }[] = [];
  for (const key of [...before, 'range', ...after] as const) {
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
