import { shownRound } from '../../../analyze/rounds.ts';
import type { StrategySummary, Summary } from '../../../analyze/summary.ts';
import { axisUnit, countOf, formatCount, formatDuration, formatTick } from '../../format.ts';
import { timelineFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import { swatch } from '../charts/marker.ts';
import { timeTicks } from '../charts/scale.ts';
import type { Chart } from '../charts/svg.ts';
import type { TimelineAxes, TimelinePanel } from '../charts/timeline.ts';
import { timelineAxes, timelineAxis, timelinePanel } from '../charts/timeline.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import { sharedLength } from '../shared-length.ts';

/** What was in flight when: a panel a strategy, one time axis for all. */
export interface TimelineView {
  readonly heading: string;
  readonly caption: string;
  readonly panels: readonly PanelView[];
  /** Panels beyond the eighth. */
  readonly more: readonly PanelView[];
  readonly axis: Figure;
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

export function timelineView(
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): TimelineView | undefined {
  const panels = [...series.values()].flatMap((each) => {
    const row = summary.rows.find(({ name }) => name === each.name);
    return row && row.result.metrics.timeline.in_flight.length > 0 ? [panelOf(row, each)] : [];
  });
  if (panels.length === 0) return undefined;
  const axesFor = sharedAxes(panels, summary.baseline);
  const views = panels.map((panel) => ({
    name: panel.series.name,
    facts: factsOf(panel, seedOf(summary, panel)),
    swatch: swatch(panel.series),
    figure: figureOf((width) => timelinePanel(panel, axesFor(width))),
  }));
  return {
    heading: timelineFinding(summary),
    caption: captionOf(summary),
    panels: views.slice(0, SHOWN),
    more: views.slice(SHOWN),
    axis: figureOf((width) => timelineAxis(axesFor(width))),
  };
}

function captionOf({ rows }: Summary): string {
  const several = rows.some(({ result }) => result.rounds.length > 1);
  const shown = several
    ? ' Each panel shows the round with the median makespan; peaks are those of all rounds.'
    : '';
  return `Attempts in flight over time. Red bars below are rate-limited attempts (429), the dotted line is the number of slots, the dark line the end. All panels share one time axis.${shown}`;
}

function panelOf({ result }: StrategySummary, series: Series): TimelinePanel {
  const { timeline, in_flight } = result.metrics;
  const { size, rpm } = result.options;
  return {
    series,
    bucket: timeline.bucket_ms,
    inFlight: timeline.in_flight,
    rateLimited: timeline.rate_limited,
    makespan: shownRound(result)?.makespan_ms ?? result.metrics.makespan_ms,
    peak: in_flight.peak,
    ...(typeof size === 'number' && rpm === undefined && { limit: size }),
  };
}

function sharedAxes(panels: readonly TimelinePanel[], baseline: string | undefined) {
  const named = panels.map(({ series: { name }, makespan }) => ({ name, makespan }));
  const end = Math.max(0.001, MARGIN * sharedLength(named, baseline));
  const unit = axisUnit(end);
  return (width: number): TimelineAxes => {
    const ticks = timeTicks([0, end], width < 560 ? 4 : 10).map((value) => ({
      value,
      text: formatTick(value, unit),
    }));
    return timelineAxes(panels, { width, end, ticks });
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
