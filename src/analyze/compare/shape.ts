import type { ComparedMetric, ComparedShape, DecileShift } from '../../core/comparison.ts';
import type { Round } from '../../core/run-result.ts';
import type { Notice } from '../../core/verdict.ts';
import { comparePaired } from '../paired/compare-paired.ts';
import { isFound } from '../paired/is-found.ts';
import { labelSwap } from '../paired/label-swap.ts';
import { countsUpTo, percentilesOf } from '../percentiles.ts';
import { roundPercentile } from './metrics.ts';

const DECILES = [10, 20, 30, 40, 50, 60, 70, 80, 90] as const;
/** Values in each arm at which the shares are held against each other: as fine as a chart shows. */
const STEPS = 100;
/** Of the swaps of labels, at most that share may be as far apart. */
const LIMIT = 0.05;

export interface ShapeSetting {
  readonly tolerance: number;
  readonly alpha: number;
}

/**
 * How the latency of all scheduled items moved over its whole range, in pairs of rounds.
 *
 * @returns `undefined` for fewer than two pairs, and where a round has no latency
 */
export function compareShape(
  strategy: string,
  pairs: readonly (readonly [Round, Round])[],
  { tolerance, alpha }: ShapeSetting,
): ComparedShape | undefined {
  if (pairs.length < 2) return undefined;
  if (pairs.flat().some(({ distributions }) => !distributions?.latency)) return undefined;
  const deciles = DECILES.flatMap((decile): DecileShift[] => {
    const [a, b] = ([0, 1] as const).map((arm) =>
      pairs.map((pair) => roundPercentile(pair[arm], 'latency', decile) ?? Number.NaN),
    );
    const { verdict, estimate } = comparePaired(a ?? [], b ?? [], { tolerance, alpha });
    return estimate ? [{ decile, verdict, estimate }] : [];
  });
  const arms = pairs.map((pair) => pair.map(toShares));
  const values = [...new Set(arms.flat().flatMap(({ steps }) => steps))].sort((x, y) => x - y);
  const differences = arms.map(([a, b]) =>
    values.map((ms) => (b?.answeredBy(ms) ?? 0) - (a?.answeredBy(ms) ?? 0)),
  );
  const { distance, at, p } = labelSwap(differences);
  return { strategy, rounds: pairs.length, deciles, distance, distance_at_ms: values[at] ?? 0, p };
}

/**
 * What to say of shapes that changed where no figure of location did. Never a failure.
 *
 * A distance alone may be a shift that does not matter, of times that hardly vary: some decile has to have moved, too.
 */
export function shapeNotices(
  shapes: readonly ComparedShape[],
  metrics: readonly ComparedMetric[],
): readonly Notice[] {
  const moved = new Set(
    metrics.flatMap(({ strategy, verdict }) => (isFound(verdict) ? strategy : [])),
  );
  return shapes
    .filter(({ strategy, p, deciles }) => {
      const shifted = deciles.some(({ verdict }) => isFound(verdict));
      return !moved.has(strategy) && p <= LIMIT && shifted;
    })
    .map(({ strategy, deciles }) => {
      const found = deciles.filter(({ verdict }) => isFound(verdict));
      const named = found.map(({ decile }) => `p${decile}`).join(', ');
      const message = `distribution changed: latency of ${strategy} moved at ${named}, though no metric of it regressed or improved`;
      return { code: 'distribution-changed', message };
    });
}

interface Shares {
  /** Latencies at equal steps of the share of answered items, rising. */
  readonly steps: readonly number[];
  /** Share of scheduled items that were answered within a time. */
  answeredBy(ms: number): number;
}

function toShares({ distributions, counts }: Round): Shares {
  const latency = distributions?.latency;
  if (!latency) return { steps: [], answeredBy: () => 0 };
  const at = percentilesOf(latency);
  const upTo = countsUpTo(latency);
  return {
    steps: Array.from({ length: STEPS }, (_, i) => at(((i + 1) * 100) / STEPS)),
    answeredBy: (ms) => upTo(ms) / counts.scheduled,
  };
}
