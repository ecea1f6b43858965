import { formatDuration } from '../../format.ts';
import type { Plot } from './drawing.ts';
import type { Scale } from './scale.ts';
import { group, line } from './shapes.ts';
import { HALO, label, round } from './svg.ts';

/** What a threshold allows, as a dashed line with its value: across a plot whose y axis has durations, or up one whose x axis has. */
export function limitLine(
  limit: number | undefined,
  scale: Scale,
  { left, right, top, bottom }: Plot,
  upwards = false,
): string {
  if (limit === undefined) return '';
  const at = round(scale(limit));
  const d = upwards ? `M${at} ${top}V${bottom}` : `M${left} ${at}H${right}`;
  const [x, y] = upwards ? [at + 6, bottom - 8] : [left + 6, at - 5];
  const text = label(x, y, `limit ${formatDuration(limit)}`, HALO);
  return group('bad', line(d, 1.5, '4 3') + text);
}
