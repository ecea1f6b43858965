import type { OverRounds } from '../../../analyze/rounds.ts';
import { endedRounds, latencyP95Of, makespanOf } from '../../../analyze/rounds.ts';
import type { SideBySide, Source } from '../../../analyze/side-by-side.ts';
import { strategyNames } from '../../../analyze/side-by-side.ts';
import type { StrategyResult } from '../../../core/run-result.ts';
import { assignSeries } from '../../series.ts';
import type { TrendData } from '../charts/trend.ts';
import type { Figure } from '../figure.ts';
import { figureOf, rounded } from '../figure.ts';

/** How the strategies did from file to file. */
export interface TrendView {
  readonly caption: string;
  readonly metrics: readonly string[];
  readonly figure: Figure;
}

/** Two files are a change, and no course. */
const FEWEST_FILES = 3;
const MOST_LINES = 8;

const METRICS = [
  { name: 'makespan', unit: 'ms', of: makespanOf },
  { name: 'latency p95', unit: 'ms', of: latencyOf },
  { name: 'failed', unit: 'share', of: failedOf },
] as const;

/** Nothing of different work: a line through it would be read as a change. */
export function trendView(
  sources: readonly Source[],
  { differentWork }: SideBySide,
): TrendView | undefined {
  const files = sources
    .flatMap(({ label, result }) => {
      const at = Date.parse(result?.started_at ?? '');
      return result && Number.isFinite(at) ? [{ label, result, at }] : [];
    })
    .sort((a, b) => a.at - b.at);
  if (files.length < FEWEST_FILES || differentWork.length > 0) return undefined;
  const names = strategyNames(files);
  const series = assignSeries(names, names[0]);
  const metrics = METRICS.map(({ name, unit, of }) => ({
    name,
    unit,
    lines: names.slice(0, MOST_LINES).flatMap((strategy) => {
      const identity = series.get(strategy);
      const points = files.flatMap(({ result }, file) => {
        const own = result.strategies.find((each) => each.name === strategy);
        const value = own && of(own);
        return value ? [{ file, ...pointOf(value) }] : [];
      });
      return identity && points.length > 0 ? [{ series: identity, points }] : [];
    }),
  })).filter(({ lines }) => lines.length > 0);
  const data: TrendData = {
    files: files.map(({ label, at, result }) => ({ label, at, started: result.started_at })),
    metrics,
  };
  const rest = names.length - MOST_LINES;
  return {
    caption: `By when each file was measured; one line a strategy, named at its end: colours are strategies here, and files elsewhere on this page. The axis begins at 0, or goes by factors where strategies are far apart. Bars reach from the lowest to the highest round.${rest > 0 ? ` +${rest} strategies in the table only.` : ''}`,
    metrics: metrics.map(({ name }) => name),
    figure: figureOf('trend', 'trend', data),
  };
}

function pointOf({ centre, low, high }: OverRounds) {
  return { value: rounded(centre), low: rounded(low), high: rounded(high) };
}

/** The figure of all rounds together, between those of single ones. */
function latencyOf(strategy: StrategyResult): OverRounds | undefined {
  const all = latencyP95Of(strategy);
  const rounds = endedRounds(strategy).flatMap(({ latency_p95_ms }) => latency_p95_ms ?? []);
  if (!all) return undefined;
  return {
    centre: all.centre,
    low: Math.min(all.centre, ...rounds),
    high: Math.max(all.centre, ...rounds),
  };
}

/** Items without an answer, share of all rounds together. */
function failedOf(strategy: StrategyResult): OverRounds | undefined {
  const shares = [strategy.metrics, ...endedRounds(strategy)].flatMap(
    ({ counts: { scheduled, completed } }) =>
      scheduled > 0 ? (scheduled - completed) / scheduled : [],
  );
  const [centre] = shares;
  if (centre === undefined) return undefined;
  return { centre, low: Math.min(...shares), high: Math.max(...shares) };
}
