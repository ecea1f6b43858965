import type { Series } from '../../series.ts';
import type { Chart } from './drawing.ts';
import type { Interval } from './scale.ts';
import { logScale } from './scale.ts';
import { disc, group, line } from './shapes.ts';
import { decoration, element } from './svg.ts';

const WIDTH = 110;
const HEIGHT = 16;
const INSET = 5;

/** Milliseconds. */
export interface RangeValues {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/**
 * Median as a disc, p95 as the end of a bar, p99 as the end of a whisker.
 *
 * @param domain shared by the column, so that rows can be compared; drawn on a log scale
 */
export function rangeGlyph(
  { p50, p95, p99 }: RangeValues,
  domain: Interval,
  series: Series,
): Chart {
  const scale = logScale(domain, [INSET, WIDTH - INSET]);
  const [a, b, c] = [scale(p50), scale(p95), scale(p99)];
  const middle = HEIGHT / 2;
  const track = group('line', line(`M0 ${middle}H${WIDTH}`, 1));
  const glyph =
    line(`M${a.toFixed(1)} ${middle}H${c.toFixed(1)}M${c.toFixed(1)} 4V12`, 1.5) +
    line(`M${a.toFixed(1)} ${middle}H${b.toFixed(1)}`, 4) +
    disc(a, middle, 4);
  return decoration({ width: WIDTH, height: HEIGHT }, track + group(series.hue, glyph));
}

const BAR_WIDTH = 84;

/**
 * A makespan as a bar.
 *
 * @param share of the full width; above 1 the bar is broken, because the slow baseline would dwarf the rest
 */
export function makespanBar(share: number, series: Series): Chart {
  const y = 0;
  const bar = (x: number, width: number) =>
    element('rect', { x, y, width, height: 4, rx: 2, fill: 'currentColor' });
  const content =
    share > 1
      ? bar(0, BAR_WIDTH - 22) + bar(BAR_WIDTH - 19, 8) + bar(BAR_WIDTH - 8, 8)
      : bar(0, Math.max(2, share * BAR_WIDTH));
  return decoration({ width: BAR_WIDTH, height: 4 }, group(series.hue, content));
}
