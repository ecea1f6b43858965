import type { Plot } from './drawing.ts';
import type { LabelBox } from './labels.ts';
import { group } from './shapes.ts';
import { BOLD, END, HALO, label } from './svg.ts';

/** Room for the words at the best point. */
const BEST_WIDTH = 130;
/** Lines on which they may stand, from their point: below, above, further below, beside. */
const BEST_LINES = [24, -16, 42, 5] as const;
/** Places along each stretch of the curve that are looked at. */
const SAMPLES = 24;
/** More than all that words within the axes can cover. */
const OUTSIDE = 1e6;

interface BestPlace extends LabelBox {
  readonly left: boolean;
}

/** Where the words at the best point cover least of the curve. */
export function bestPlace(
  [x, y]: readonly [number, number],
  curve: readonly (readonly [number, number])[],
  plot: Plot,
): BestPlace {
  const places = BEST_LINES.flatMap((dy) =>
    [false, true].map((left): BestPlace => {
      const aside = dy === 5 ? 14 : -11;
      const [from, to] = left
        ? [x - aside - BEST_WIDTH, x - aside]
        : [x + aside, x + aside + BEST_WIDTH];
      return { left, from, to, y: y + dy };
    }),
  );
  const cost = (place: BestPlace) => {
    const { from, to, y: line } = place;
    const inside =
      from >= plot.left && to <= plot.right + 24 && line <= plot.bottom - 4 && line >= plot.top + 8;
    return coveredBy(place, curve) + (inside ? 0 : OUTSIDE);
  };
  return places.reduce((best, place) => (cost(place) < cost(best) ? place : best));
}

function coveredBy(
  { from, to, y }: LabelBox,
  curve: readonly (readonly [number, number])[],
): number {
  let covered = 0;
  curve.slice(1).forEach(([x1, y1], i) => {
    const [x0, y0] = curve[i] ?? [x1, y1];
    for (let step = 0; step <= SAMPLES; step++) {
      const [px, py] = [x0 + ((x1 - x0) * step) / SAMPLES, y0 + ((y1 - y0) * step) / SAMPLES];
      if (px >= from && px <= to && py >= y - 14 && py <= y + 6) covered++;
    }
  });
  return covered;
}

/** Names the size that is recommended. */
export function bestLabel(size: number, { left, from, to, y }: BestPlace): string {
  const words = { ...HALO, ...BOLD, ...(left && END) };
  return group('ink', label(left ? to : from, y, `★ best: ${size} in flight`, words));
}
