import { countOf, formatCount, formatDuration } from '../../format.ts';
import type { Series } from '../../series.ts';
import { ticksAt, timeAxisTicks, xAxis, xGrid, yAxis } from './axis.ts';
import type { Chart, Plot, View } from './drawing.ts';
import type { LaneData } from './lanes.ts';
import { drawLanes } from './lanes.ts';
import type { Interval, Scale } from './scale.ts';
import { linearScale } from './scale.ts';
import { area, group, line } from './shapes.ts';
import { BOLD, END, HALO, label, pathThrough, picture, round } from './svg.ts';

/** What happened over time, one value a bucket. */
export interface TimelinePanel {
  readonly series: Series;
  /** Milliseconds. */
  readonly bucket: number;
  readonly inFlight: readonly number[];
  readonly rateLimited: readonly number[];
  /** Milliseconds until the last item was done. */
  readonly makespan: number;
  readonly peak: number;
  /** Slots, where the strategy holds some. */
  readonly limit?: number;
  /** Its single requests, where they are few enough. */
  readonly lanes?: LaneData;
}

/** What all panels of a page share, so that they can be compared. */
export interface TimelineShared {
  /** Milliseconds at the right edge. */
  readonly end: number;
  /** The same, where the longest panel is to fit. */
  readonly longest: number;
  /** Attempts in flight at the top of the strip. */
  readonly top: number;
  /** Most refusals in one bucket of a panel without lanes. */
  readonly mostRefused: number;
}

export interface TimelineData {
  readonly panel: TimelinePanel;
  readonly shared: TimelineShared;
}

const STRIP = 60;
/** Above lanes, which show the same in more words. */
const LOW_STRIP = 30;
const REFUSED = 24;
const TOP = 6;
/** Room for peaks in the thousands. */
const LEFT = 60;
/** Half a pixel's worth of time is the finest step that anybody sees. */
const STEPS_PER_PIXEL = 0.5;

/** Attempts in flight as a strip, below it the single requests, or else the refusals; the end as a line. */
export function timelinePanel({ panel, shared }: TimelineData, view: View): Chart {
  const [from, to] = domainOf(shared, view);
  const strip = panel.lanes ? LOW_STRIP : STRIP;
  const plot: Plot = { left: LEFT, right: view.width - 12, top: TOP, bottom: TOP + strip };
  const x = linearScale([from, to], [plot.left, plot.right]);
  const y = linearScale([0, shared.top], [plot.bottom, plot.top]);
  const below = panel.lanes
    ? drawLanes(panel.lanes, { hue: panel.series.hue, x, from, to, top: plot.bottom + 4 })
    : refusals(panel, shared, from, to, x, plot);
  const bottom = plot.bottom + below.height;
  const content =
    xGrid({ ...plot, bottom }, x, timeAxisTicks([from, to], view.width)) +
    yAxis(plot, y, ticksAt([0, shared.top], formatCount)) +
    group(panel.series.hue, stripOf(panel, from, to, x, y, plot)) +
    limitLine(panel, from, to, x, y, plot) +
    below.svg +
    endLine(panel, from, to, x, { ...plot, bottom });
  return {
    ...picture({ width: view.width, height: bottom + 4 }, view.words, content),
    plot: { ...plot, bottom },
    time: [from, to],
    read(at) {
      const time = linearScale([plot.left, plot.right], [from, to])(at);
      const bucket = Math.floor(time / panel.bucket);
      const value = time > panel.makespan ? 0 : (panel.inFlight[bucket] ?? 0);
      const refused = panel.rateLimited[bucket] ?? 0;
      const { hue, name } = panel.series;
      const more = refused > 0 ? `, ${countOf(refused, '429')}` : '';
      const text = `${Number(value.toFixed(1))} in flight${more}`;
      return { x: at, title: formatDuration(time), rows: [{ hue, name, text }] };
    },
  };
}

/** The time axis below the last panel. */
export function timelineAxis(shared: TimelineShared, view: View): Chart {
  const domain = domainOf(shared, view);
  const [left, right] = [LEFT, view.width - 12];
  const x = linearScale(domain, [left, right]);
  const ticks = timeAxisTicks(domain, view.width);
  const content = xAxis({ left, right, top: 0, bottom: 0 }, x, ticks);
  return picture({ width: view.width, height: 26 }, view.words, content);
}

function domainOf({ end, longest }: TimelineShared, { zoom, fit }: View): Interval {
  return zoom ?? [0, fit ? longest : end];
}

/** Buckets between two instants, merged to what the width can show. */
function stripOf(
  { bucket, inFlight, makespan }: TimelinePanel,
  from: number,
  to: number,
  x: Scale,
  y: Scale,
  plot: Plot,
): string {
  const finest = (to - from) / ((plot.right - plot.left) * STEPS_PER_PIXEL);
  const merged = Math.max(1, Math.ceil(finest / bucket));
  const step = bucket * merged;
  const first = Math.floor(from / step);
  const last = Math.ceil(Math.min(makespan, to, inFlight.length * bucket) / step);
  const edge = (time: number) => x(Math.min(to, Math.max(from, Math.min(time, makespan))));
  const points: (readonly [number, number])[] = [];
  let before: number | undefined;
  for (let i = first; i < last; i++) {
    const buckets = inFlight.slice(i * merged, (i + 1) * merged);
    const value = buckets.reduce((a, b) => a + b, 0) / merged;
    // One point where the height stays: the line between is drawn anyway.
    if (value === before) points.pop();
    else points.push([edge(i * step), y(value)]);
    points.push([edge((i + 1) * step), y(value)]);
    before = value;
  }
  const [start, end] = [points[0], points.at(-1)];
  if (!start || !end) return '';
  const outline = pathThrough(points);
  const below = `L${round(end[0])} ${plot.bottom}L${round(start[0])} ${plot.bottom}Z`;
  return area(outline + below, '0.18') + line(outline, 1.5);
}

function limitLine(
  { limit, makespan }: TimelinePanel,
  from: number,
  to: number,
  x: Scale,
  y: Scale,
  plot: Plot,
): string {
  if (limit === undefined || makespan <= from || y(limit) < plot.top - 1) return '';
  const d = `M${plot.left} ${round(y(limit))}H${round(x(Math.min(makespan, to)))}`;
  return group('muted', line(d, 1, '1 4'));
}

/** One red bar a bucket, hanging from the strip: longer = more refusals. */
function refusals(
  { bucket, rateLimited }: TimelinePanel,
  { mostRefused }: TimelineShared,
  from: number,
  to: number,
  x: Scale,
  plot: Plot,
): { readonly svg: string; readonly height: number } {
  const height = mostRefused > 0 ? REFUSED : 0;
  const bars = rateLimited.flatMap((count, i) => {
    const time = (i + 0.5) * bucket;
    if (count === 0 || time < from || time > to) return [];
    const length = 4 + (count / mostRefused) * (REFUSED - 9);
    return [`M${round(x(time))} ${plot.bottom + 4}v${round(length)}`];
  });
  if (bars.length === 0) return { svg: '', height };
  const text = label(plot.left - 8, plot.bottom + 20, '429', END);
  return { svg: group('bad', line(bars.join(''), 1.5) + text), height };
}

function endLine(
  { makespan }: TimelinePanel,
  from: number,
  to: number,
  x: Scale,
  plot: Plot,
): string {
  if (makespan < from) return '';
  if (makespan > to) {
    const text = `ends at ${formatDuration(makespan)} →`;
    const halo = { ...END, ...HALO, ...BOLD };
    return group('ink', label(plot.right, plot.top + 14, text, halo));
  }
  return group('ink', line(`M${round(x(makespan))} ${plot.top - 4}V${plot.bottom}`, 1.5));
}
