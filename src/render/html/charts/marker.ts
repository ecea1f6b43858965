import type { Series } from '../../series.ts';
import type { Chart } from './drawing.ts';
import type { Hue } from './palette.ts';
import { disc, group, line } from './shapes.ts';
import { decoration, element, round } from './svg.ts';

/** A series' marker at a point, in the colour of its group. */
export function markerAt(series: Series, x: number, y: number, radius = 4): string {
  if (series.marker === 'disc') return disc(x, y, radius);
  const place = `translate(${round(x)} ${round(y)}) scale(${radius})`;
  return element('path', { d: SHAPES[series.marker], transform: place, fill: 'currentColor' });
}

/** For a radius of 1, chosen so that all markers look equally large. */
const SHAPES = {
  square: 'M-.9-.9H.9V.9H-.9z',
  'triangle-up': 'M0-1.15 1.1.85H-1.1z',
  diamond: 'M0-1.25 1.25 0 0 1.25-1.25 0z',
  'triangle-down': 'M0 1.15 1.1-.85H-1.1z',
} as const;

/** A series' line and marker, to stand before its name. */
export function swatch(series: Series): Chart {
  const shapes = line('M0 7H26', 2, series.dash) + markerAt(series, 13, 7, 4.5);
  return decoration({ width: 26, height: 14 }, group(series.hue, shapes));
}

/** A patch of colour for a key; of several colours in stripes. */
export function patch(hues: readonly Hue[]): Chart {
  const width = 20 / hues.length;
  const stripes = hues.map((hue, i) =>
    group(hue, element('rect', { x: i * width, y: 1, width, height: 10, fill: 'currentColor' })),
  );
  return decoration({ width: 20, height: 12 }, stripes.join(''));
}
