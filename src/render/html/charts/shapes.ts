import type { Hue } from './palette.ts';
import { element } from './svg.ts';

/** Shapes in the colour of a class; nothing where there are none. */
export function group(hue: Hue, shapes: string): string {
  return shapes && element('g', { class: hue }, shapes);
}

/** A line along path data, in the colour of its group; nothing along an empty path. */
export function line(d: string, width: number, dash = ''): string {
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': width };
  return d && element('path', { d, ...stroke, 'stroke-dasharray': dash || undefined });
}

/** The area within path data, in the colour of its group; nothing within an empty path. */
export function area(d: string, opacity = '1'): string {
  return d && element('path', { d, fill: 'currentColor', 'fill-opacity': opacity });
}

/** A disc in the colour of its group. */
export function disc(cx: number, cy: number, r: number, opacity?: string): string {
  return element('circle', { cx, cy, r, fill: 'currentColor', 'fill-opacity': opacity });
}
