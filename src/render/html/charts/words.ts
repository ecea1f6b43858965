import {
  countOf,
  formatChange,
  formatCount,
  formatDuration,
  formatPerSecond,
} from '../../format.ts';
import type { CellsData } from './cells.ts';
import type { CurveData } from './curve.ts';
import type { Words } from './drawing.ts';
import type { ForestData } from './forest.ts';
import type { HeatData } from './heat.ts';
import type { ParetoData } from './pareto.ts';
import type { SweepData } from './sweep.ts';
import type { TimelinePanel, TimelineShared } from './timeline.ts';

// Apart from the drawings: the page draws again, and keeps the words that stand in the file.

export function panelWords({ series, makespan, peak, rateLimited }: TimelinePanel): Words {
  const refused = rateLimited.reduce((a, b) => a + b, 0);
  return {
    title: `Attempts in flight over time: ${series.name}`,
    description: `Ends at ${formatDuration(makespan)}, at most ${formatCount(peak)} in flight, ${countOf(refused, 'rate-limited attempt')}.`,
  };
}

export function axisWords({ end }: TimelineShared): Words {
  const description = `${formatDuration(0)} to ${formatDuration(end)}`;
  return { title: 'Time axis of all panels', description };
}

export function curveWords({ series, points }: CurveData): Words {
  const said = points.map(
    ({ size, perSecond: [rate], p95, best }) =>
      `Size ${size}: ${formatPerSecond(rate)}, p95 ${formatDuration(p95)}${best ? ', recommended' : ''}.`,
  );
  return {
    title: `Throughput against latency by size, like ${series.name}`,
    description: said.join(' '),
  };
}

export function heatWords({ series, metric, columns, bucket, p99, completed }: HeatData): Words {
  const items = completed.reduce((a, b) => a + b, 0);
  const peak = p99.reduce<number>((a, b) => Math.max(a, b ?? 0), 0);
  return {
    title: `Time of ${metric} over time: ${series.name}`,
    description: `${formatCount(items)} items over ${formatDuration(columns.length * bucket)}; p99 at most ${formatDuration(peak)}.`,
  };
}

export function forestWords({ rows }: ForestData): Words {
  const said = rows.map(
    ({ name, low, high, text }) =>
      `${name}: ${text}, ${formatChange(low)} to ${formatChange(high)}.`,
  );
  return { title: 'Changes with their intervals', description: said.join(' ') };
}

export function sweepWords({ points, tied, failing, little }: SweepData): Words {
  const rows = points.map(
    ({ value, perSecond, feasible, best }) =>
      `${formatCount(value)}: ${formatPerSecond(perSecond)}${feasible ? '' : ', not kept'}${best ? ', recommended' : ''}.`,
  );
  const found = [
    ...(tied
      ? [`As good as the best from ${formatCount(tied.from)} to ${formatCount(tied.to)}.`]
      : []),
    ...(failing === undefined ? [] : [`From ${formatCount(failing)} on constraints are not kept.`]),
    ...(little === undefined ? [] : [`Little's law gives ${little.toFixed(1)}.`]),
  ];
  return { title: 'Throughput by value', description: [...rows, ...found].join(' ') };
}

export function cellsWords({ series, columns, rows, cells, what }: CellsData): Words {
  const [best] = cells.filter(({ allowed }) => allowed).toSorted((a, b) => b.value - a.value);
  const where =
    best &&
    `${columns.name} ${columns.values[best.column]}, ${rows.name} ${rows.values[best.row]}: ${best.text}`;
  return {
    title: `${what} of ${series.name}: ${columns.name} against ${rows.name}`,
    description: `${cells.length} combinations. ${where ? `Most: ${where}.` : 'None keeps to the constraints.'}`,
  };
}

export function paretoWords({ points }: ParetoData): Words {
  const front = points.filter((each) => each.front);
  const said = front.map(
    ({ name, perSecond, p95, best }) =>
      `${name}: ${formatPerSecond(perSecond)}, p95 ${formatDuration(p95)}${best ? ', recommended' : ''}.`,
  );
  return {
    title: 'Goodput against latency of each combination',
    description: `${front.length} of ${points.length} combinations are on the Pareto front. ${said.join(' ')}`,
  };
}
