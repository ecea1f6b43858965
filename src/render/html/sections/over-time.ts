import { heatQuantiles } from '../../../analyze/heat.ts';
import type { StrategySummary, Summary } from '../../../analyze/summary.ts';
import type { LatencyHeat } from '../../../core/pictures.ts';
import { countOf, formatDuration } from '../../format.ts';
import { overTimeFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import type { HeatData } from '../charts/heat.ts';
import type { Figure } from '../figure.ts';
import { figureOf, rounded } from '../figure.ts';

/** Whether it stayed as fast as it was. */
export interface OverTimeView {
  readonly heading: string;
  readonly caption: string;
  readonly figure: Figure;
}

/** A 99th percentile of fewer values is one of them. */
const ITEMS_A_STEP = 20;
/** Fewer show no course. */
const FEWEST_STEPS = 8;

/** Of the recommended strategy, or else of the one that ran longest: one picture, not one for each. */
export function overTimeView(
  { rows, recommendation }: Summary,
  series: ReadonlyMap<string, Series>,
): OverTimeView | undefined {
  const mapped = rows.filter(({ result: { metrics } }) => metrics.heat !== undefined);
  const longest = [...mapped].sort((a, b) => b.makespan.centre - a.makespan.centre)[0];
  const row = mapped.find(({ name }) => name === recommendation.strategy) ?? longest;
  const heat = row?.result.metrics.heat && coarser(row.result.metrics.heat);
  const identity = series.get(row?.name ?? '');
  if (!row || !heat || !identity || heat.columns.length < FEWEST_STEPS) return undefined;
  const data = heatData(row, heat, identity);
  const metric = heat.metric === 'call' ? 'Call' : 'Latency';
  return {
    heading: overTimeFinding(data),
    caption: `${metric} of ${row.name} by when an item was done: ${countOf(heat.columns.length, 'step')} of ${formatDuration(heat.bucket_ms)}; stronger colour: more items. Lines are the median and, dashed, the 99th percentile of a step. Below: attempts started per second, and rate-limited ones in red.`,
    figure: figureOf('heat', 'heat', data),
  };
}

/** Neighbouring steps merged until each holds enough items for a picture of its own. */
function coarser(heat: LatencyHeat): LatencyHeat {
  const total = heat.columns.flat().reduce((a, b) => a + b, 0);
  const merged = Math.ceil((heat.columns.length * ITEMS_A_STEP) / Math.max(1, total));
  const columns = Array.from({ length: Math.ceil(heat.columns.length / merged) }, (_, i) =>
    addUp(heat.columns.slice(i * merged, (i + 1) * merged)),
  );
  return { ...heat, bucket_ms: heat.bucket_ms * merged, columns };
}

function addUp(columns: LatencyHeat['columns']): readonly number[] {
  const rows = Math.max(0, ...columns.map(({ length }) => length));
  return Array.from({ length: rows }, (_, row) =>
    columns.reduce((sum, column) => sum + (column[row] ?? 0), 0),
  );
}

function heatData({ result }: StrategySummary, heat: LatencyHeat, series: Series): HeatData {
  const { timeline } = result.metrics;
  const perColumn = (values: readonly number[]) => {
    const sums = heat.columns.map(() => 0);
    values.forEach((value, i) => {
      const column = Math.min(
        sums.length - 1,
        Math.floor((i * timeline.bucket_ms) / heat.bucket_ms),
      );
      sums[column] = (sums[column] ?? 0) + value;
    });
    return sums;
  };
  const at = (share: number) =>
    heatQuantiles(heat, share).map((ms) => (ms === undefined ? null : rounded(ms)));
  return {
    series,
    metric: heat.metric,
    bucket: heat.bucket_ms,
    from: rounded(heat.from_ms),
    factor: 2 ** (1 / 8),
    columns: heat.columns,
    p50: at(0.5),
    p99: at(0.99),
    completed: perColumn(timeline.completed),
    started: perColumn(timeline.started ?? []),
    refused: perColumn(timeline.rate_limited),
  };
}
