import { shorten } from '../../markup.ts';
import type { Plot } from './drawing.ts';
import type { Hue } from './palette.ts';
import { group } from './shapes.ts';
import { BOLD, label } from './svg.ts';

/** The name of a line, at the height at which it ends. */
export interface EndLabel {
  readonly hue: Hue;
  readonly text: string;
  readonly y: number;
}

/** Room that the names need to the right of the axes. */
export const END_LABELS = 168;
const GAP = 16;

/** Names beside the ends of lines, pushed apart so that none covers another. */
export function endLabels(labels: readonly EndLabel[], plot: Plot): string {
  let next = plot.top;
  const spread = labels
    .toSorted((a, b) => a.y - b.y)
    .map((each) => {
      const at = Math.max(next, each.y);
      next = at + GAP;
      return { ...each, at };
    });
  const overshoot = Math.max(0, next - GAP - plot.bottom);
  return spread
    .map(({ hue, text, at }) => {
      const words = label(plot.right + 14, at - overshoot + 4, shorten(text, 20), BOLD);
      return group(hue, words);
    })
    .join('');
}
