import { shownRound } from '../../../analyze/rounds.ts';
import type { StrategySummary, Summary } from '../../../analyze/summary.ts';
import type { RequestLanes } from '../../../core/pictures.ts';
import { countOf, formatCount, formatDuration } from '../../format.ts';
import { timelineFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import type { Chart } from '../charts/drawing.ts';
import type { LaneData } from '../charts/lanes.ts';
import { swatch } from '../charts/marker.ts';
import type { TimelinePanel, TimelineShared } from '../charts/timeline.ts';
import type { Figure } from '../figure.ts';
import { figureOf, rounded } from '../figure.ts';
import { laneData } from '../lane-data.ts';
import { sharedLength } from '../shared-length.ts';

/** What was in flight when: a panel a strategy, one time axis for all. */
export interface TimelineView {
  readonly heading: string;
  readonly caption: string;
  /** Whether single requests are drawn, so that their colours need a key. */
  readonly lanes: boolean;
  /** Whether a panel is cut, so that all of it may be asked for. */
  readonly cut: boolean;
  readonly panels: readonly PanelView[];
  /** Panels beyond the eighth. */
  readonly more: readonly PanelView[];
  readonly axis: Figure;
  readonly moreAxis: Figure;
}

interface PanelView {
  readonly name: string;
  readonly facts: string;
  readonly swatch: Chart;
  readonly figure: Figure;
}

const SHOWN = 8;
/** Room to the right of the longest panel. */
const MARGIN = 1.06;
/** Lanes of all panels together: a page with more marks is slow, and nobody reads them. */
const MOST_LANES = 4_000;

export function timelineView(
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): TimelineView | undefined {
  const shown = [...series.values()].flatMap((each) => {
    const row = summary.rows.find(({ name }) => name === each.name);
    return row && row.result.metrics.timeline.in_flight.length > 0 ? [{ row, series: each }] : [];
  });
  if (shown.length === 0) return undefined;
  const lanes = shown.flatMap(({ row }) => row.result.metrics.lanes?.due_us.length ?? []);
  const withLanes = lanes.reduce((a, b) => a + b, 0) <= MOST_LANES;
  const panels = shown.map(({ row, series: each }) => panelOf(row, each, withLanes));
  const shared = sharedAxes(panels, summary.baseline);
  const views = panels.map((panel, i) => ({
    name: panel.series.name,
    facts: factsOf(panel, seedOf(summary, panel)),
    swatch: swatch(panel.series),
    figure: figureOf(`panel-${i}`, 'panel', { panel, shared }),
  }));
  return {
    heading: timelineFinding(summary),
    caption: captionOf(summary, panels),
    lanes: panels.some((panel) => panel.lanes !== undefined),
    cut: panels.some(({ makespan }) => makespan > shared.end),
    panels: views.slice(0, SHOWN),
    more: views.slice(SHOWN),
    axis: figureOf('axis', 'axis', shared),
    moreAxis: figureOf('axis-more', 'axis', shared),
  };
}

function captionOf({ rows }: Summary, panels: readonly TimelinePanel[]): string {
  const several = rows.some(({ result }) => result.rounds.length > 1);
  const shown = several
    ? ' Each panel shows the round with the median makespan; peaks are those of all rounds.'
    : '';
  const below = panels.some(({ lanes }) => lanes !== undefined)
    ? 'below it one row per item, in the order of the workload'
    : 'red bars below are rate-limited attempts (429)';
  return `The strip shows attempts in flight, the dotted line the number of slots, the dark line the end; ${below}. All panels share one time axis.${shown}`;
}

/** The panel of a strategy. Shared with the comparison of several runs. */
function panelOf({ result }: StrategySummary, series: Series, withLanes: boolean): TimelinePanel {
  const { timeline, in_flight, lanes } = result.metrics;
  const { size, rpm } = result.options;
  const drawn = withLanes && lanes ? laneDataOf(lanes) : undefined;
  return {
    series,
    bucket: timeline.bucket_ms,
    inFlight: timeline.in_flight.map(rounded),
    rateLimited: timeline.rate_limited,
    makespan: shownRound(result)?.makespan_ms ?? result.metrics.makespan_ms,
    peak: in_flight.peak,
    ...(typeof size === 'number' && rpm === undefined && { limit: size }),
    ...(drawn && { lanes: drawn }),
  };
}

function laneDataOf(lanes: RequestLanes): LaneData {
  return laneData(lanes).map((lane) => lane.map(rounded));
}

/** Axes on which all panels fit. */
function sharedAxes(
  panels: readonly TimelinePanel[],
  baseline: string | undefined,
): TimelineShared {
  const named = panels.map(({ series: { name }, makespan }) => ({ name, makespan }));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  return {
    end: Math.max(0.001, MARGIN * sharedLength(named, baseline)),
    longest: Math.max(0.001, MARGIN * most(panels.map(({ makespan }) => makespan))),
    top: Math.max(1, ...panels.map(({ peak }) => peak)),
    mostRefused: most(panels.flatMap(({ rateLimited, lanes }) => (lanes ? [] : rateLimited))),
  };
}

/** Which of several seeds a panel shows: with it alone the same picture comes again. */
function seedOf({ rows }: Summary, { series }: TimelinePanel): string[] {
  const row = rows.find(({ name }) => name === series.name);
  const round = row?.makespan.deviation === undefined ? undefined : shownRound(row.result);
  return round ? [`seed ${round.seed}`] : [];
}

function factsOf({ makespan, peak, rateLimited }: TimelinePanel, seed: readonly string[]): string {
  const refused = rateLimited.reduce((a, b) => a + b, 0);
  return [
    formatDuration(makespan),
    `peak ${formatCount(peak)} in flight`,
    countOf(refused, 'rate-limited attempt'),
    ...seed,
  ].join(' · ');
}
