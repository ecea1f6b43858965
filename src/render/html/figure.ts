import type { Chart } from './charts/svg.ts';

/** A chart drawn for wide pages and for phones; the style sheet shows the one that fits. */
export interface Figure {
  readonly wide: Chart;
  readonly narrow: Chart;
}

/** Inner width of the page, and of a phone's, in CSS pixels. */
const WIDE = 1112;
const NARROW = 358;

/** Draws a chart once for each kind of page. */
export function figureOf(draw: (width: number) => Chart): Figure {
  return { wide: draw(WIDE), narrow: draw(NARROW) };
}
