import type { ComparedMetric, Comparison, DecileShift } from '../../../core/comparison.ts';
import type { RunResult } from '../../../core/run-result.ts';
import type { ThresholdResult } from '../../../core/threshold.ts';
import { intervalName } from '../../comparison-rows.ts';
import { formatChange, formatCount, MISSING } from '../../format.ts';
import { gatesFinding } from '../../gate-sentences.ts';
import type { Status, StatusLook } from '../../status.ts';
import { CHECK_LOOKS } from '../../status.ts';
import { formatActual, formatLimit, formatMargin } from '../../threshold-text.ts';
import type { ForestData, ForestRow } from '../charts/forest.ts';
import { reachOf } from '../charts/forest.ts';
import type { Hue } from '../charts/palette.ts';
import type { Figure } from '../figure.ts';
import { figureOf, rounded } from '../figure.ts';

/** Whether the run kept what it was to keep, and what changed against an earlier one. */
export interface GatesView {
  readonly heading: string;
  readonly rows: readonly GateRow[];
  readonly forest: Figure | undefined;
  readonly against: string;
  readonly notes: readonly string[];
}

interface GateRow {
  readonly key: string;
  readonly expr: string;
  readonly strategy: string;
  readonly limit: string;
  readonly measured: string;
  readonly margin: string;
  readonly n: string;
  readonly result: Omit<StatusLook, 'title'>;
  readonly notes: readonly string[];
}

export function gatesView({ thresholds = [], comparison }: RunResult): GatesView | undefined {
  if (thresholds.length === 0 && !comparison) return undefined;
  const changes = comparison ? forestRows(comparison) : [];
  return {
    heading: gatesFinding(thresholds, comparison),
    rows: thresholds.map(rowOf),
    forest:
      comparison && changes.length > 0
        ? figureOf('gates', 'forest', forestOf(changes, comparison))
        : undefined,
    against: comparison ? forestCaption(comparison) : '',
    notes: [...(comparison?.reasons ?? []), ...(comparison?.warnings ?? [])].map(
      ({ message }) => message,
    ),
  };
}

/** Changes that have an interval, as shares: 0.05 = 5 % worse. Those that decide, before the others. */
export function forestRows({ metrics }: Comparison): readonly ForestRow[] {
  return metrics.filter(({ role }) => role === 'gated').flatMap(forestRow);
}

function forestRow(compared: ComparedMetric): readonly ForestRow[] {
  const { strategy, metric, estimate } = compared;
  if (!estimate) return [];
  return intervalRow(`${strategy} · ${metric}`, { ...compared, estimate }, roundChanges(compared));
}

/** How its forest plot is read. @param how the two were measured, in a sentence */
export function forestCaption(comparison: Comparison, how?: string): string {
  const { a, b, tolerance } = comparison;
  const band = Number((tolerance * 100).toPrecision(3));
  return [
    `Change of B = ${b.label} against A = ${a.label}; to the right is worse.`,
    ...(how === undefined ? [] : [how]),
    `Dots are pairs of rounds, lines ${intervalName(comparison)}s, the grey band is ±${band} %, which does not matter.`,
  ].join(' ');
}

/** A chart of its own, as wide as its changes. */
export function forestOf(rows: readonly ForestRow[], { tolerance }: Comparison): ForestData {
  return { rows, tolerance, reach: reachOf({ rows, tolerance }) };
}

const HUES: Readonly<Partial<Record<Status, Hue>>> = { regressed: 'bad', improved: 'good' };

/** One estimate as shares; none where it has no end. */
export function intervalRow(
  name: string,
  { verdict, estimate }: Pick<DecileShift, 'verdict' | 'estimate'>,
  rounds: readonly number[] = [],
): readonly ForestRow[] {
  const zero = estimate.scale === 'ratio' ? 1 : 0;
  const { effect, low, high } = estimate;
  if (![effect, low, high].every(Number.isFinite)) return [];
  const { glyph, word } = CHECK_LOOKS[verdict];
  const row = {
    name,
    effect: effect - zero,
    low: low - zero,
    high: high - zero,
    text: `${formatChange(effect - zero)} ${glyph} ${word}`,
    hue: HUES[verdict] ?? 'muted',
  };
  return [{ ...row, ...(rounds.length > 1 && { rounds }) }];
}

/** The change of every pair of rounds; to the right is worse. */
function roundChanges({ a, b, unit, better }: ComparedMetric): readonly number[] {
  return a.flatMap((before, i) => {
    const after = b[i];
    if (before === null || after === null || after === undefined) return [];
    if (unit === 'share') return rounded(better === 'smaller' ? after - before : before - after);
    const change = better === 'smaller' ? after / before - 1 : before / after - 1;
    return Number.isFinite(change) ? rounded(change) : [];
  });
}

function rowOf(threshold: ThresholdResult): GateRow {
  const { key, expr, strategy, n, verdict, severity, marginal, low_n, aborted, message } =
    threshold;
  return {
    key,
    expr,
    strategy: strategy ?? 'all',
    limit: formatLimit(threshold),
    measured: formatActual(threshold),
    margin: formatMargin(threshold),
    n: n === undefined ? MISSING : formatCount(n),
    result: CHECK_LOOKS[verdict],
    notes: [
      ...(severity === 'warn' ? ['a warning only'] : []),
      ...(marginal ? ['within the precision of the histogram'] : []),
      ...(low_n ? ['fewer than 10 values lie beyond it'] : []),
      ...(aborted ? ['ended the run'] : []),
      ...(message === undefined ? [] : [message]),
    ],
  };
}
