import { shownRound } from '../../../analyze/rounds.ts';
import type { Summary } from '../../../analyze/summary.ts';
import { timelineFinding } from '../../sentences.ts';
import type { Series } from '../../series.ts';
import type { Chart } from '../charts/drawing.ts';
import { swatch } from '../charts/marker.ts';
import type { TimelinePanel } from '../charts/timeline.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import { factsOf, lanesFit, panelOf, sharedAxes } from '../timeline-panel.ts';

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

export function timelineView(
  summary: Summary,
  series: ReadonlyMap<string, Series>,
): TimelineView | undefined {
  const shown = [...series.values()].flatMap((each) => {
    const row = summary.rows.find(({ name }) => name === each.name);
    return row && row.result.metrics.timeline.in_flight.length > 0 ? [{ row, series: each }] : [];
  });
  if (shown.length === 0) return undefined;
  const withLanes = lanesFit(shown.map(({ row }) => row.result));
  const panels = shown.map(({ row, series: each }) => panelOf(row.result, each, withLanes));
  const named = panels.map((panel) => ({ strategy: panel.series.name, panel }));
  const shared = sharedAxes(named, summary.baseline);
  const views = panels.map((panel, i) => ({
    name: panel.series.name,
    facts: [factsOf(panel), ...seedOf(summary, panel)].join(' · '),
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

/** Which of several seeds a panel shows: with it alone the same picture comes again. */
function seedOf({ rows }: Summary, { series }: TimelinePanel): string[] {
  const row = rows.find(({ name }) => name === series.name);
  const round = row?.makespan.deviation === undefined ? undefined : shownRound(row.result);
  return round ? [`seed ${round.seed}`] : [];
}
