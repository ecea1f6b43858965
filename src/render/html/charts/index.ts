import { cellsChart } from './cells.ts';
import { curveChart } from './curve.ts';
import type { Chart, View, Words } from './drawing.ts';
import { filePanel } from './file-panel.ts';
import { forestChart } from './forest.ts';
import { heatChart } from './heat.ts';
import { paretoChart } from './pareto.ts';
import { percentileChart } from './percentile.ts';
import { sweepChart } from './sweep.ts';
import { timelineAxis, timelinePanel } from './timeline.ts';
import { trendChart } from './trend.ts';
import {
  axisWords,
  cellsWords,
  curveWords,
  forestWords,
  heatWords,
  panelWords,
  paretoWords,
  sweepWords,
} from './words.ts';

/** Every chart that is drawn into the file and drawn again in the page, by the name that stands beside its data. */
const CHARTS = {
  percentile: percentileChart,
  panel: timelinePanel,
  filePanel,
  axis: timelineAxis,
  curve: curveChart,
  heat: heatChart,
  forest: forestChart,
  sweep: sweepChart,
  cells: cellsChart,
  pareto: paretoChart,
  trend: trendChart,
} as const;

/** What stands in the file as name and description; the other charts say what their reader chose. */
const WORDS: { readonly [K in ChartKind]?: (data: ChartData<K>) => Words } = {
  panel: ({ panel }) => panelWords(panel),
  axis: axisWords,
  curve: curveWords,
  heat: heatWords,
  forest: forestWords,
  sweep: sweepWords,
  cells: cellsWords,
  pareto: paretoWords,
};

export type Charts = typeof CHARTS;
export type ChartKind = keyof Charts;
export type ChartData<K extends ChartKind> = Parameters<Charts[K]>[0];

/** Draws a chart of any kind. The data are those of that kind: both come from the same figure. */
export function drawChart<K extends ChartKind>(kind: K, data: ChartData<K>, view: View): Chart {
  const draw = CHARTS[kind] as (data: ChartData<K>, view: View) => Chart;
  const words = WORDS[kind] as ((data: ChartData<K>) => Words) | undefined;
  return draw(data, words ? { ...view, words: words(data) } : view);
}
