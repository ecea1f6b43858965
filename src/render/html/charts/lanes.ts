import type { Hue } from './palette.ts';
import type { Scale } from './scale.ts';
import { group, line } from './shapes.ts';
import { round } from './svg.ts';

/** What a piece of a lane is. */
export const LANE_PARTS = ['wait', 'server', 'backoff', 'refused', 'error'] as const;
export type LanePart = (typeof LANE_PARTS)[number];

/**
 * One lane an item, in the order of the workload: pieces of time, flat, three numbers each: index into
 * {@link LANE_PARTS}, from and to in milliseconds.
 */
export type LaneData = readonly (readonly number[])[];

interface Frame {
  readonly hue: Hue;
  readonly x: Scale;
  /** Milliseconds shown. */
  readonly from: number;
  readonly to: number;
  /** Pixels. */
  readonly top: number;
}

/** All lanes together are about as high as this. */
const HEIGHT = 132;
const LOWEST = 0.7;
const HIGHEST = 7;
/** A refusal takes milliseconds; what is narrower is not seen. */
const NARROWEST = 1.6;

/** Draws the lanes that are active in the time shown, packed without gaps. All pieces of a kind are one path. */
export function drawLanes(
  lanes: LaneData,
  { hue, x, from, to, top }: Frame,
): { readonly svg: string; readonly height: number } {
  const active = lanes.filter((lane) => (lane[1] ?? to) < to && (lane.at(-1) ?? from) >= from);
  const rowHeight = Math.max(LOWEST, Math.min(HIGHEST, HEIGHT / Math.max(1, active.length)));
  const paths = LANE_PARTS.map(() => '');
  active.forEach((lane, row) => {
    const y = round(top + (row + 0.5) * rowHeight);
    for (let i = 0; i + 2 < lane.length; i += 3) {
      const [part = 0, start = 0, end = 0] = lane.slice(i, i + 3);
      if (end < from || start >= to) continue;
      const left = x(Math.max(from, start));
      const right = Math.max(x(Math.min(to, end)), left + (part >= 3 ? NARROWEST : 0));
      if (right - left >= 0.05) paths[part] += `M${round(left)} ${y}H${round(right)}`;
    }
  });
  const thick = Math.max(0.5, rowHeight > 3 ? rowHeight - 1 : rowHeight);
  const hues: readonly Hue[] = ['wait', hue, 'backoff', 'bad', 'ink'];
  const svg = paths.map((d, part) => group(hues[part] ?? 'ink', line(d, thick)));
  return { svg: svg.join(''), height: 8 + active.length * rowHeight };
}
