import { disc } from './shapes.ts';
import { element } from './svg.ts';

/** Where no style sheet applies, pages are white. */
const PAGE = '#fff';

/** A point of a curve: hollow where something is wrong with it, ringed where it is the best. In the colour of its group. */
export function pointMark(
  [cx, cy]: readonly [number, number],
  { hollow, best }: { readonly hollow: boolean; readonly best: boolean },
): string {
  const stroke = { stroke: 'currentColor', 'stroke-width': 2 };
  const dot = hollow
    ? element('circle', { cx, cy, r: 4, fill: PAGE, class: 'hollow', ...stroke })
    : disc(cx, cy, 4.5);
  return best ? element('circle', { cx, cy, r: 9, fill: 'none', ...stroke }) + dot : dot;
}
