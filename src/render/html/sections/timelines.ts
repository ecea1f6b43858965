import { baselineOf } from '../../../analyze/baseline.ts';
import type { Source } from '../../../analyze/side-by-side.ts';
import { strategyNames } from '../../../analyze/side-by-side.ts';
import type { StrategyResult } from '../../../core/run-result.ts';
import type { Series } from '../../series.ts';
import { fewFiles, leftOutSentence } from '../few-files.ts';
import type { Figure } from '../figure.ts';
import { figureOf } from '../figure.ts';
import { factsOf, lanesFit, panelOf, sharedAxes } from '../timeline-panel.ts';

/** What was in flight when: a panel a strategy, one file at a time. */
export interface TimelinesView {
  readonly caption: string;
  /** The last one is now, and shown at first. */
  readonly files: readonly string[];
  readonly lanes: boolean;
  readonly cut: boolean;
  readonly panels: readonly {
    readonly name: string;
    /** One a file that has the strategy. */
    readonly facts: readonly string[];
    readonly figure: Figure;
  }[];
  readonly axis: Figure;
}

const MOST_PANELS = 8;
const MOST_FILES = 4;

export function timelinesView(
  sources: readonly Source[],
  series: ReadonlyMap<string, Series>,
): TimelinesView | undefined {
  const measured = sources.flatMap(({ label, result }) => (result ? [{ label, result }] : []));
  const runs = fewFiles(measured, MOST_FILES);
  const newestFirst = runs.toReversed();
  const [now] = newestFirst;
  if (!now) return undefined;
  const inFile = newestFirst
    .map(({ label, result }) => ({
      label,
      strategies: new Map(result.strategies.filter(hasTimeline).map((each) => [each.name, each])),
    }))
    .filter(({ strategies }) => strategies.size > 0);
  const names = strategyNames([now, ...runs])
    .filter((name) => inFile.some(({ strategies }) => strategies.has(name)))
    .slice(0, MOST_PANELS);
  const withLanes = lanesFit(
    inFile.flatMap(({ strategies }) => names.flatMap((name) => strategies.get(name) ?? [])),
  );
  const drawn = names.map((strategy) => ({
    strategy,
    files: inFile.map(({ label, strategies }) => {
      const [result, identity] = [strategies.get(strategy), series.get(label)];
      if (!result || !identity) return { file: label };
      const own = { ...identity, name: `${strategy}, ${label}` };
      return { file: label, panel: panelOf(result, own, withLanes) };
    }),
  }));
  const panels = drawn.flatMap(({ strategy, files }) =>
    files.flatMap(({ panel }) => (panel ? [{ strategy, panel }] : [])),
  );
  if (panels.length === 0) return undefined;
  const shared = sharedAxes(panels, baselineOf(now.result)?.name);
  return {
    caption:
      captionOf(panels.some(({ panel }) => panel.lanes !== undefined)) +
      leftOutSentence(measured, runs),
    files: inFile.map(({ label }) => label),
    lanes: panels.some(({ panel }) => panel.lanes !== undefined),
    cut: panels.some(({ panel }) => panel.makespan > shared.end),
    panels: drawn.map(({ strategy, files }, i) => ({
      name: strategy,
      facts: files.flatMap(({ file, panel }) => (panel ? [`${file}: ${factsOf(panel)}`] : [])),
      figure: figureOf(`timeline-${i}`, 'filePanel', { strategy, files, shared }),
    })),
    axis: figureOf('axis', 'axis', shared),
  };
}

function hasTimeline({ metrics }: StrategyResult): boolean {
  return metrics.timeline.in_flight.length > 0;
}

function captionOf(withLanes: boolean): string {
  const below = withLanes
    ? 'below it one row per item, in the order of the workload'
    : 'red bars below are rate-limited attempts (429)';
  return `The strip shows attempts in flight, the dark line the end; ${below}. All strategies and files share one time axis; of several rounds the one with the median makespan is shown.`;
}
