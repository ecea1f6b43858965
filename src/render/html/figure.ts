import type { Chart } from './charts/drawing.ts';
import type { ChartData, ChartKind } from './charts/index.ts';
import { drawChart } from './charts/index.ts';

/** A chart with its data: what the page needs to draw it again at another width, zoomed, or without some series. */
export interface Figure {
  /** Unique on its page. */
  readonly id: string;
  readonly kind: ChartKind;
  readonly data: unknown;
  readonly chart: Chart;
}

/** Inner width of the page in CSS pixels. */
const PAGE_WIDTH = 1_112;

export function figureOf<K extends ChartKind>(
  id: string,
  kind: K,
  data: ChartData<K>,
  width = PAGE_WIDTH,
): Figure {
  return { id, kind, data, chart: drawChart(kind, data, { width }) };
}

/** Five digits: more than any drawing shows, and a file of half the size. */
export function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
