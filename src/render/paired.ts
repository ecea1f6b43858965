import type { PairedSeeds } from '../analyze/paired-seeds.ts';
import { pairSeeds } from '../analyze/paired-seeds.ts';
import type { StrategySummary, Summary } from '../analyze/summary.ts';
import type { Cell } from './cell.ts';
import { muted } from './cell.ts';
import { MISSING } from './format.ts';
import { pairedFinding } from './seed-sentences.ts';
import { formatDifference } from './spread.ts';

/** Every strategy against the baseline and against the recommended one, seed by seed. */
export interface PairedTable {
  readonly heading: string;
  readonly references: readonly PairedColumns[];
}

/** Two columns: against one strategy. */
export interface PairedColumns {
  /** Name of the strategy that the others are held against. */
  readonly reference: string;
  /** One a row of the table of strategies, in its order. */
  readonly differences: readonly Cell[];
  /** In how many seeds it finished sooner, one a row. */
  readonly sooner: readonly Cell[];
}

/** Only virtual time repeats a seed exactly, and only several seeds show how a difference varies. */
export function pairedTable(summary: Summary): PairedTable | undefined {
  const { rows } = summary;
  const several = rows.filter(({ makespan }) => makespan.deviation !== undefined);
  if (several.length < 2) return undefined;
  const references = referencesOf(summary).map((reference) => columnsOf(rows, reference));
  return { heading: pairedFinding(summary), references };
}

/** A recommended strategy that is the baseline, or does just what it does, needs no columns of its own. */
function referencesOf({ rows, baseline, recommendation }: Summary): readonly StrategySummary[] {
  const { strategy: best, starred } = recommendation;
  const oneIsEnough = rows.length < 3 || (baseline !== undefined && starred.includes(baseline));
  const names = oneIsEnough ? [baseline] : [baseline, best];
  return names.flatMap((name) => rows.find((row) => row.name === name) ?? []);
}

function columnsOf(rows: readonly StrategySummary[], reference: StrategySummary): PairedColumns {
  const pairs = rows.map((row) =>
    row === reference ? undefined : pairSeeds(row.result, reference.result),
  );
  const sizes = pairs.map((pair) => Math.abs(pair?.difference.mean ?? 0));
  const largest = Math.max(...sizes);
  return {
    reference: reference.name,
    differences: pairs.map((pair) => (pair ? differenceCell(pair, largest) : muted(MISSING))),
    sooner: pairs.map((pair) => (pair ? soonerCell(pair) : muted(MISSING))),
  };
}

function differenceCell(
  { identical, difference, sooner, later }: PairedSeeds,
  largest: number,
): Cell {
  if (identical) return muted('identical schedules');
  if (sooner + later === 0) return muted('equally long');
  return { text: formatDifference(difference, largest), tone: 'plain' };
}

function soonerCell({ seeds, sooner, later }: PairedSeeds): Cell {
  if (sooner + later === 0) return muted(MISSING);
  return { text: `${sooner} of ${seeds}`, tone: 'plain' };
}
