import { axisUnit, formatTick } from '../../format.ts';
import type { Plot } from './drawing.ts';
import { colour } from './palette.ts';
import type { Interval, Scale } from './scale.ts';
import { timeTicks } from './scale.ts';
import { element, label, round } from './svg.ts';

/** A value on an axis with its text. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Horizontal grid lines with their values on the left. */
export function yAxis(plot: Plot, scale: Scale, ticks: readonly Tick[]): string {
  const lines = ticks.map(({ value }) => `M${plot.left} ${round(scale(value))}H${plot.right}`);
  const texts = ticks.map(({ value, text }) =>
    label(plot.left - 8, scale(value) + 4, text, { 'text-anchor': 'end' }),
  );
  return grid(lines) + element('g', colour('muted'), texts.join(''));
}

/** Vertical grid lines with their values below. */
export function xAxis(plot: Plot, scale: Scale, ticks: readonly Tick[]): string {
  const texts = ticks.map(({ value, text }) =>
    label(scale(value), plot.bottom + 18, text, { 'text-anchor': 'middle' }),
  );
  return xGrid(plot, scale, ticks) + element('g', colour('muted'), texts.join(''));
}

/** Vertical grid lines alone. */
export function xGrid(plot: Plot, scale: Scale, ticks: readonly Tick[]): string {
  return grid(ticks.map(({ value }) => `M${round(scale(value))} ${plot.top}V${plot.bottom}`));
}

/** Ticks of a time axis, as many as the width has room for. */
export function timeAxisTicks([low, high]: Interval, width: number): readonly Tick[] {
  const unit = axisUnit(high - low);
  const ticks = timeTicks([low, high], width < 560 ? 4 : 10, high - low);
  return ticks.map((value) => ({ value, text: formatTick(value, unit) }));
}

function grid(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const path = { d: lines.join(''), fill: 'none', stroke: 'currentColor', 'stroke-width': 1 };
  return element('g', colour('line'), element('path', path));
}
