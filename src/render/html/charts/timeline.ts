import { countOf, formatCount, formatDuration } from '../../format.ts';
import type { Series } from '../../series.ts';
import type { Plot, Tick } from './axis.ts';
import { xAxis, xGrid, yAxis } from './axis.ts';
import { colour } from './palette.ts';
import type { Scale } from './scale.ts';
import { linearScale } from './scale.ts';
import type { Chart } from './svg.ts';
import { element, label, pathThrough, picture, round } from './svg.ts';

/** What happened over time, one value a bucket. */
export interface TimelinePanel {
  readonly series: Series;
  readonly bucket: number;
  readonly inFlight: readonly number[];
  readonly rateLimited: readonly number[];
  /** Milliseconds until the last item was done. */
  readonly makespan: number;
  readonly peak: number;
  /** Slots, where the strategy holds some. */
  readonly limit?: number;
}

/** What all panels of a page share, so that they can be compared. */
export interface TimelineAxes {
  readonly width: number;
  /** Milliseconds at the right edge. */
  readonly end: number;
  /** Attempts in flight at the top of the strip. */
  readonly top: number;
  /** Most refusals in one drawn bucket. */
  readonly mostRefused: number;
  readonly ticks: readonly Tick[];
}

const STRIP = 60;
const REFUSED = 24;
const TOP = 6;
const LEFT = 40;
/** Half a pixel's worth of time is the finest step that anybody sees. */
const STEPS_PER_PIXEL = 0.5;

/** Where the strip begins and ends, in pixels. */
function timelineSpan(width: number): readonly [left: number, right: number] {
  return [LEFT, width - 12];
}

/** Attempts in flight as a strip, refusals hanging below it, the end as a line. */
export function timelinePanel(panel: TimelinePanel, axes: TimelineAxes): Chart {
  const [left, right] = timelineSpan(axes.width);
  const plot: Plot = { left, right, top: TOP, bottom: TOP + STRIP };
  const height = plot.bottom + (axes.mostRefused > 0 ? REFUSED : 0) + 4;
  const x = linearScale([0, axes.end], [left, right]);
  const y = linearScale([0, axes.top], [plot.bottom, plot.top]);
  const yTicks = [0, axes.top].map((value) => ({ value, text: formatCount(value) }));
  const steps = coarser(panel, axes);
  const content =
    xGrid({ ...plot, bottom: height }, x, axes.ticks) +
    yAxis(plot, y, yTicks) +
    element('g', colour(panel.series.hue), strip(steps, x, y, plot, panel)) +
    limitLine(panel, axes, x, y, plot) +
    refusals(steps, axes, x, plot) +
    endLine(panel, axes, x, plot);
  return picture({ width: axes.width, height }, words(panel), content);
}

/** The time axis below the last panel. */
export function timelineAxis({ width, end, ticks }: TimelineAxes): Chart {
  const [left, right] = timelineSpan(width);
  const x = linearScale([0, end], [left, right]);
  const content = xAxis({ left, right, top: 0, bottom: 0 }, x, ticks);
  const title = 'Time axis of all panels';
  return picture(
    { width, height: 26 },
    { title, description: `0 to ${formatDuration(end)}` },
    content,
  );
}

/** Buckets merged to what the width can show: means of what is in flight, sums of refusals. */
interface Steps {
  readonly bucket: number;
  readonly inFlight: readonly number[];
  readonly rateLimited: readonly number[];
}

/** Axes on which all panels fit. */
export function timelineAxes(
  panels: readonly TimelinePanel[],
  shared: Pick<TimelineAxes, 'width' | 'end' | 'ticks'>,
): TimelineAxes {
  const steps = panels.map((panel) => coarser(panel, shared));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  return {
    ...shared,
    top: Math.max(1, Math.ceil(most(steps.flatMap(({ inFlight }) => inFlight)))),
    mostRefused: most(steps.flatMap(({ rateLimited }) => rateLimited)),
  };
}

function coarser(
  { bucket, inFlight, rateLimited, makespan }: TimelinePanel,
  { width, end }: Pick<TimelineAxes, 'width' | 'end'>,
): Steps {
  const [left, right] = timelineSpan(width);
  const finest = end / ((right - left) * STEPS_PER_PIXEL);
  const merged = Math.max(1, Math.ceil(finest / bucket));
  const used = Math.min(inFlight.length, Math.ceil(Math.min(makespan, end) / bucket));
  const groups = Array.from({ length: Math.ceil(used / merged) }, (_, i) => i * merged);
  const total = (values: readonly number[], from: number) =>
    values.slice(from, from + merged).reduce((a, b) => a + b, 0);
  return {
    bucket: bucket * merged,
    inFlight: groups.map((from) => total(inFlight, from) / merged),
    rateLimited: groups.map((from) => total(rateLimited, from)),
  };
}

function strip(
  { bucket, inFlight }: Steps,
  x: Scale,
  y: Scale,
  plot: Plot,
  panel: TimelinePanel,
): string {
  const edge = (time: number) => Math.min(plot.right, x(Math.min(time, panel.makespan)));
  const points: (readonly [number, number])[] = [];
  inFlight.forEach((value, i) => {
    if (i === 0 || value !== inFlight[i - 1]) points.push([edge(i * bucket), y(value)]);
    if (i === inFlight.length - 1 || value !== inFlight[i + 1]) {
      points.push([edge((i + 1) * bucket), y(value)]);
    }
  });
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return '';
  const outline = pathThrough(points);
  const area = `${outline}L${round(last[0])} ${plot.bottom}L${round(first[0])} ${plot.bottom}Z`;
  return (
    element('path', { d: area, fill: 'currentColor', 'fill-opacity': '0.18', stroke: 'none' }) +
    element('path', { d: outline, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 })
  );
}

function limitLine(
  { limit, makespan }: TimelinePanel,
  { end }: TimelineAxes,
  x: Scale,
  y: Scale,
  plot: Plot,
): string {
  if (limit === undefined || y(limit) < plot.top - 1) return '';
  const d = `M${plot.left} ${round(y(limit))}H${round(x(Math.min(makespan, end)))}`;
  const dashes = { fill: 'none', stroke: 'currentColor', 'stroke-dasharray': '1 4' };
  return element('g', colour('muted'), element('path', { d, ...dashes }));
}

/** One red bar a bucket, hanging from the strip: longer = more refusals. */
function refusals(
  { bucket, rateLimited }: Steps,
  axes: TimelineAxes,
  x: Scale,
  plot: Plot,
): string {
  const bars = rateLimited.flatMap((count, i) => {
    if (count === 0) return [];
    const length = 4 + (count / axes.mostRefused) * (REFUSED - 9);
    return [`M${round(x((i + 0.5) * bucket))} ${plot.bottom + 4}v${round(length)}`];
  });
  if (bars.length === 0) return '';
  const path = { d: bars.join(''), fill: 'none', stroke: 'currentColor', 'stroke-width': 2 };
  const text = label(plot.left - 8, plot.bottom + 20, '429', { 'text-anchor': 'end' });
  return element('g', colour('bad'), element('path', path) + text);
}

function endLine({ makespan }: TimelinePanel, { end }: TimelineAxes, x: Scale, plot: Plot): string {
  if (makespan > end) {
    const text = `ends at ${formatDuration(makespan)} →`;
    const halo = { 'text-anchor': 'end', class: 'halo', 'font-weight': 600 };
    return element('g', colour('ink'), label(plot.right, plot.top + 14, text, halo));
  }
  const d = `M${round(x(makespan))} ${plot.top - 4}V${plot.bottom}`;
  const path = { d, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 };
  return element('g', colour('ink'), element('path', path));
}

function words({ series, makespan, peak, rateLimited }: TimelinePanel) {
  const refused = rateLimited.reduce((a, b) => a + b, 0);
  return {
    title: `Attempts in flight over time: ${series.name}`,
    description: `Ends at ${formatDuration(makespan)}, at most ${formatCount(peak)} in flight, ${countOf(refused, 'rate-limited attempt')}.`,
  };
}
