import { shownRound } from '../../analyze/rounds.ts';
import type { RequestLanes } from '../../core/pictures.ts';
import type { StrategyResult } from '../../core/run-result.ts';
import { countOf, formatCount, formatDuration } from '../format.ts';
import type { Series } from '../series.ts';
import type { LaneData } from './charts/lanes.ts';
import type { TimelinePanel, TimelineShared } from './charts/timeline.ts';
import { rounded } from './figure.ts';
import { laneData } from './lane-data.ts';
import { sharedLength } from './shared-length.ts';

/** Room to the right of the longest panel. */
const MARGIN = 1.06;
/** Lanes of all panels together: a page with more marks is slow, and nobody reads them. */
const MOST_LANES = 4_000;

/** Whether the page has room for the single requests of all of them. */
export function lanesFit(strategies: readonly StrategyResult[]): boolean {
  const lanes = strategies.map(({ metrics }) => metrics.lanes?.due_us.length ?? 0);
  return lanes.reduce((a, b) => a + b, 0) <= MOST_LANES;
}

/** What was in flight when, of one strategy of one run. */
export function panelOf(result: StrategyResult, series: Series, withLanes: boolean): TimelinePanel {
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
export function sharedAxes(
  named: readonly { readonly strategy: string; readonly panel: TimelinePanel }[],
  baseline: string | undefined,
): TimelineShared {
  const panels = named.map(({ panel }) => panel);
  const lengths = named.map(({ strategy, panel }) => ({
    name: strategy,
    makespan: panel.makespan,
  }));
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  return {
    end: Math.max(0.001, MARGIN * sharedLength(lengths, baseline)),
    longest: Math.max(0.001, MARGIN * most(panels.map(({ makespan }) => makespan))),
    top: Math.max(1, ...panels.map(({ peak }) => peak)),
    mostRefused: most(panels.flatMap(({ rateLimited, lanes }) => (lanes ? [] : rateLimited))),
  };
}

/** What a panel shows, in words beside its name. */
export function factsOf({ makespan, peak, rateLimited }: TimelinePanel): string {
  const refused = rateLimited.reduce((a, b) => a + b, 0);
  return [
    formatDuration(makespan),
    `peak ${formatCount(peak)} in flight`,
    countOf(refused, 'rate-limited attempt'),
  ].join(' · ');
}
