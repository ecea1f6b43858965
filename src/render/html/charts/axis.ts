import { axisUnit, formatTick } from '../../format.ts';
import type { Plot } from './drawing.ts';
import type { Interval, Scale } from './scale.ts';
import { timeTicks } from './scale.ts';
import { group, line } from './shapes.ts';
import { END, label, MIDDLE, round } from './svg.ts';

/** A value on an axis with its text. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Values with their texts; plain numbers unless said otherwise. */
export function ticksAt(
  values: readonly number[],
  format: (value: number) => string = (value) => String(Number(value.toPrecision(4))),
): readonly Tick[] {
  return values.map((value) => ({ value, text: format(value) }));
}

/** Horizontal grid lines with their values on the left. */
export function yAxis(plot: Plot, scale: Scale, ticks: readonly Tick[]): string {
  const lines = ticks.map(({ value }) => `M${plot.left} ${round(scale(value))}H${plot.right}`);
  const texts = ticks.map(({ value, text }) => label(plot.left - 8, scale(value) + 4, text, END));
  return grid(lines) + group('muted', texts.join(''));
}

/** Vertical grid lines with their values below. */
export function xAxis(plot: Plot, scale: Scale, ticks: readonly Tick[]): string {
  const texts = ticks.map(({ value, text }) => label(scale(value), plot.bottom + 18, text, MIDDLE));
  return xGrid(plot, scale, ticks) + group('muted', texts.join(''));
}

/** What the x axis shows, below its values. */
export function xTitle({ left, right, bottom }: Plot, text: string): string {
  return group('muted', label((left + right) / 2, bottom + 42, text, MIDDLE));
}

/** Vertical grid lines alone. */
export function xGrid(plot: Plot, scale: Scale, ticks: readonly Tick[]): string {
  return grid(ticks.map(({ value }) => `M${round(scale(value))} ${plot.top}V${plot.bottom}`));
}

/** Ticks of a time axis, as many as the width has room for. */
export function timeAxisTicks([low, high]: Interval, width: number): readonly Tick[] {
  const unit = axisUnit(high - low);
  const ticks = timeTicks([low, high], width < 560 ? 4 : 10, high - low);
  return ticksAt(ticks, (value) => formatTick(value, unit));
}

function grid(lines: readonly string[]): string {
  return group('line', line(lines.join(''), 1));
}
