import { escapeMarkup } from '../../markup.ts';
import type { Chart, Words } from './drawing.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with escaped attributes; an absent attribute is left out. Children are markup. */
export function element(name: string, attributes: Attributes, children = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeMarkup(attributeText(value))}"`)
    .join('');
  return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`;
}

/** Coordinates to a tenth of a pixel keep a page of charts small. */
function attributeText(value: string | number | undefined): string {
  return typeof value === 'number' ? String(round(value)) : (value ?? '');
}

export function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}

/** How a label stands at its point, and stands out. */
export const END: Attributes = { 'text-anchor': 'end' };
export const MIDDLE: Attributes = { 'text-anchor': 'middle' };
export const BOLD: Attributes = { 'font-weight': 600 };
/** Readable on what lies behind. */
export const HALO: Attributes = { class: 'halo' };

/** Text at a point, in the colour of its group. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, fill: 'currentColor', ...attributes }, escapeMarkup(text));
}

/** A polyline of points, as path data. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** A drawing with its name and, for those who cannot see it, its numbers in words. */
export function picture(
  size: { readonly width: number; readonly height: number },
  words: Words | undefined,
  content: string,
): Chart {
  const { width, height } = size;
  const title = element('title', {}, escapeMarkup(words?.title ?? ''));
  const description = element('desc', {}, escapeMarkup(words?.description ?? ''));
  const attributes = {
    role: 'img',
    viewBox: `0 0 ${round(width)} ${round(height)}`,
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
  return { svg: element('svg', attributes, title + description + content) };
}

/** A small drawing beside a number that says the same: hidden from screen readers. */
export function decoration(
  size: { readonly width: number; readonly height: number },
  content: string,
): Chart {
  const { width, height } = size;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    'aria-hidden': 'true',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  };
  return { svg: element('svg', attributes, content) };
}
