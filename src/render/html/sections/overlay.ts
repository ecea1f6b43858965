import { percentileCurve } from '../../../analyze/percentiles.ts';
import type { Source } from '../../../analyze/side-by-side.ts';
import { strategyNames } from '../../../analyze/side-by-side.ts';
import type { Distribution } from '../../../core/run-result.ts';
import type { Series } from '../../series.ts';
import type { PercentileLine } from '../charts/percentile.ts';
import { extentOf } from '../charts/percentile.ts';
import { fewFiles, leftOutSentence } from '../few-files.ts';
import type { Figure } from '../figure.ts';
import { figureOf, rounded } from '../figure.ts';

/** The same strategy in several files, one chart each. */
export interface OverlayView {
  readonly caption: string;
  readonly panels: readonly { readonly name: string; readonly figure: Figure }[];
}

const METRICS = ['latency', 'call', 'service'] as const;
const MOST_PANELS = 12;
const MOST_LINES = 8;
const PANEL_WIDTH = 546;

/** Percentiles of strategies that several files have. All charts share their axis: fitted each to itself they mislead. */
export function overlayView(
  files: readonly Source[],
  series: ReadonlyMap<string, Series>,
): OverlayView | undefined {
  const sources = fewFiles(files, MOST_LINES);
  const names = strategyNames(sources);
  const metric = METRICS.find((each) => names.some((name) => has(sources, name, each)));
  if (metric === undefined) return undefined;
  const drawn = names
    .map((name) => ({ name, lines: linesOf(sources, name, metric, series) }))
    .filter(({ lines }) => lines.length > 1);
  if (drawn.length === 0) return undefined;
  const extent = extentOf(drawn.flatMap(({ lines }) => lines));
  const rest = drawn.length - MOST_PANELS;
  return {
    caption: `Percentiles of ${metric}, answered items of all rounds. One chart a strategy, one line a file, the same axis for all; a line ends at the last percentile that its sample carries.${leftOutSentence(files, sources)}${rest > 0 ? ` +${rest} strategies in the table only.` : ''}`,
    panels: drawn.slice(0, MOST_PANELS).map(({ name, lines }, i) => {
      const data = { metrics: [{ name: metric, lines, extent }] };
      return { name, figure: figureOf(`overlay-${i}`, 'percentile', data, PANEL_WIDTH) };
    }),
  };
}

function has(sources: readonly Source[], name: string, metric: (typeof METRICS)[number]): boolean {
  return sources.some((source) => distributionOf(source, name, metric) !== undefined);
}

function distributionOf(
  { result }: Source,
  name: string,
  metric: (typeof METRICS)[number],
): Distribution | undefined {
  return result?.strategies.find((strategy) => strategy.name === name)?.metrics[metric];
}

function linesOf(
  sources: readonly Source[],
  name: string,
  metric: (typeof METRICS)[number],
  series: ReadonlyMap<string, Series>,
): readonly PercentileLine[] {
  return sources.flatMap((source): PercentileLine[] => {
    const identity = series.get(source.label);
    const distribution = distributionOf(source, name, metric);
    if (!identity || !distribution) return [];
    const ms = percentileCurve(distribution).map(rounded);
    return [{ series: identity, count: distribution.count, ms, max: rounded(distribution.max_ms) }];
  });
}
