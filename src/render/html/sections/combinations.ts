import type { OptionValue, Tuning, TuningCandidate } from '../../../core/tuning.ts';
import { formatDuration, formatPerSecond, formatShare } from '../../format.ts';
import type { Series } from '../../series.ts';
import { assignSeries } from '../../series.ts';
import { valuesText, valueText } from '../../tuning-sentences.ts';
import type { CellsData } from '../charts/cells.ts';
import type { ParetoPoint } from '../charts/pareto.ts';
import type { Figure } from '../figure.ts';
import { figureOf, rounded } from '../figure.ts';
import { PROBE_STATES } from '../probe-states.ts';

/** What was found of several options together. */
export interface CombinationsView {
  /** A table of coloured cells for each strategy of which two options or more were varied. */
  readonly cells: readonly { readonly name: string; readonly figure: Figure }[];
  readonly cellsCaption: string;
  readonly pareto: Figure | undefined;
  readonly rows: readonly {
    readonly name: string;
    readonly success: string;
    readonly goodput: string;
    readonly p95: string;
    readonly attempts: string;
    readonly state: (typeof PROBE_STATES)[keyof typeof PROBE_STATES];
    readonly pareto: boolean;
  }[];
  /** Those that the table leaves out. */
  readonly more: number;
}

const MOST_ROWS = 50;
const MOST_CELLS = 400;
/** Fewer points show no front. */
const FEWEST_POINTS = 3;

export function combinationsView(tuning: Tuning): CombinationsView | undefined {
  const { candidates = [] } = tuning;
  if (candidates.length === 0) return undefined;
  const strategies = [...new Set(candidates.map(({ strategy }) => strategy))];
  const series = assignSeries(strategies, undefined);
  const best = candidates.find(({ state }) => state === 'feasible');
  const own = strategies.flatMap((name, i) => {
    const identity = series.get(name);
    const data = identity && cellsOf(identity, candidates, best);
    return data ? [{ name, figure: figureOf(`cells-${i}`, 'cells', data) }] : [];
  });
  const [first] = series.values();
  const identity = series.get(best?.strategy ?? '') ?? first;
  const points = candidates.flatMap((each) => pointOf(each, best, strategies.length > 1));
  return {
    cells: own,
    cellsCaption: captionOf(tuning),
    pareto:
      identity && points.length >= FEWEST_POINTS
        ? figureOf('pareto', 'pareto', { series: identity, points })
        : undefined,
    rows: candidates.slice(0, MOST_ROWS).map(rowOf),
    more: Math.max(0, candidates.length - MOST_ROWS),
  };
}

function captionOf({ vary }: Tuning): string {
  const others =
    vary.length > 2 ? ' Of the options that are not shown a cell holds the best value.' : '';
  return `Answered items per second; stronger colour is more.${others} ★ best · ✕ breaks a constraint · ? undecided; an empty place was not tried.`;
}

/** The two options with the most values; nothing where a strategy has fewer, or too many values for a picture. */
function cellsOf(
  series: Series,
  candidates: readonly TuningCandidate[],
  best: TuningCandidate | undefined,
): CellsData | undefined {
  const own = candidates.filter(({ strategy }) => strategy === series.name);
  const paths = [...new Set(own.flatMap(({ values }) => Object.keys(values)))];
  const options = paths
    .map((path) => ({
      path,
      values: sortedValues(own.flatMap(({ values }) => values[path] ?? [])),
    }))
    .filter(({ values }) => values.length > 1)
    .toSorted((a, b) => b.values.length - a.values.length);
  const [across, down] = options;
  if (!across || !down || across.values.length * down.values.length > MOST_CELLS) return undefined;
  const cells = across.values.flatMap((x, column) =>
    down.values.flatMap((y, row) => {
      // Candidates come best first.
      const found = own.find(({ values }) => values[across.path] === x && values[down.path] === y);
      if (!found) return [];
      const { state, goodput_per_s: value } = found;
      const mark =
        found === best ? '★ ' : state === 'feasible' ? '' : `${PROBE_STATES[state].glyph} `;
      const text = `${mark}${formatPerSecond(value)}`;
      return [{ column, row, value: rounded(value), text, allowed: state === 'feasible' }];
    }),
  );
  const texts = (values: readonly OptionValue[]) => values.map(valueText);
  return {
    series,
    columns: { name: across.path, values: texts(across.values) },
    rows: { name: down.path, values: texts(down.values) },
    cells,
    what: 'Goodput',
  };
}

/** Numbers by size, words as they come. */
function sortedValues(values: readonly OptionValue[]): readonly OptionValue[] {
  return [...new Set(values)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : 0,
  );
}

function pointOf(
  candidate: TuningCandidate,
  best: TuningCandidate | undefined,
  several: boolean,
): readonly ParetoPoint[] {
  const { strategy, values, goodput_per_s, call_p95_ms, amplification, state, pareto } = candidate;
  // Nothing answered, nothing to draw.
  if (call_p95_ms === undefined) return [];
  const short = Object.values(values).map(valueText).join(' · ');
  return [
    {
      name: `${strategy}: ${valuesText(values)}`,
      short: several ? `${strategy} ${short}` : short,
      perSecond: rounded(goodput_per_s),
      p95: rounded(call_p95_ms),
      attempts: rounded(amplification),
      front: pareto,
      allowed: state === 'feasible',
      best: candidate === best,
    },
  ];
}

function rowOf(candidate: TuningCandidate): CombinationsView['rows'][number] {
  const { strategy, values, success, goodput_per_s, call_p95_ms, amplification, state, pareto } =
    candidate;
  return {
    name: `${strategy}: ${valuesText(values)}`,
    success: formatShare(success),
    goodput: formatPerSecond(goodput_per_s),
    p95: formatDuration(call_p95_ms),
    attempts: amplification.toFixed(2),
    state: PROBE_STATES[state],
    pareto,
  };
}
