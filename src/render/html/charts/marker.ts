import type { Series } from '../../series.ts';
import type { Chart } from './drawing.ts';
import type { Hue } from './palette.ts';
import { colour } from './palette.ts';
import { decoration, element, round } from './svg.ts';

/** A series' marker at a point, in the colour of its group. */
export function markerAt(series: Series, x: number, y: number, radius = 4): string {
  const fill = 'currentColor';
  if (series.marker === 'disc') return element('circle', { cx: x, cy: y, r: radius, fill });
  const corners = CORNERS[series.marker];
  const points = corners.map(([dx, dy]) => `${round(x + dx * radius)},${round(y + dy * radius)}`);
  return element('polygon', { points: points.join(' '), fill });
}

/** Corners in units of the radius, chosen so that all markers look equally large. */
const CORNERS = {
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  'triangle-up': [
    [0, -1.15],
    [1.1, 0.85],
    [-1.1, 0.85],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  'triangle-down': [
    [0, 1.15],
    [1.1, -0.85],
    [-1.1, -0.85],
  ],
} as const;

/** A series' line and marker, to stand before its name. */
export function swatch(series: Series): Chart {
  const line = element('path', {
    d: 'M0 7H26',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 2,
    'stroke-dasharray': series.dash || undefined,
  });
  const content = element('g', colour(series.hue), line + markerAt(series, 13, 7, 4.5));
  return decoration({ width: 26, height: 14 }, content);
}

/** A patch of colour for a key; of several colours in stripes. */
export function patch(hues: readonly Hue[]): Chart {
  const width = 20 / hues.length;
  const stripes = hues.map((hue, i) =>
    element(
      'g',
      colour(hue),
      element('rect', { x: i * width, y: 1, width, height: 10, fill: 'currentColor' }),
    ),
  );
  return decoration({ width: 20, height: 12 }, stripes.join(''));
}
