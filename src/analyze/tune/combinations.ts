import type { Rng } from '../../core/rng.ts';
import type { OptionValue, ValueRange } from '../../core/tuning.ts';
import type { Vary } from './vary.ts';
import { isRange } from './vary.ts';

/** One value for each option, by its path. */
export type Combination = Readonly<Record<string, OptionValue>>;

/** Values of a range in a grid, each about as many times larger than the one before. */
const STEPS = 8;

/**
 * What a search over several options tries: all of a grid where there is room for it, else combinations drawn by chance, which
 * find more than a coarse grid does.
 */
export function combinationsOf(
  varies: readonly Vary[],
  most: number,
  rng: Rng,
): readonly Combination[] {
  const axes = varies.map((vary) => (isRange(vary) ? steps(vary.values) : listed(vary)));
  const size = axes.reduce((product, values) => product * values.length, 1);
  return size <= most ? grid(varies, axes) : drawn(varies, most, rng);
}

function grid(
  varies: readonly Vary[],
  axes: readonly (readonly OptionValue[])[],
): readonly Combination[] {
  return axes.reduce<readonly Combination[]>(
    (combinations, values, axis) =>
      combinations.flatMap((combination) =>
        values.map((value) => ({ ...combination, [varies[axis]?.path ?? '']: value })),
      ),
    [{}],
  );
}

function drawn(varies: readonly Vary[], count: number, rng: Rng): readonly Combination[] {
  return Array.from({ length: count }, (_, draw) =>
    Object.fromEntries(
      varies.map((vary, axis) => {
        const u = rng.uniform('tuning', draw, axis);
        if (isRange(vary)) return [vary.path, between(vary.values, u)];
        const values = listed(vary);
        return [vary.path, values[Math.floor(u * values.length)] ?? 0];
      }),
    ),
  );
}

function listed({ values }: Vary): readonly OptionValue[] {
  return 'from' in values ? [] : values;
}

/** Whole numbers at equal ratios, both ends included. */
function steps(range: ValueRange): readonly number[] {
  const values = Array.from({ length: STEPS }, (_, i) => between(range, i / (STEPS - 1)));
  return [...new Set(values)];
}

/** At a share of the way, measured in logarithms: 0 is as far from 1 as 1 is from 3. */
function between({ from, to }: ValueRange, share: number): number {
  const [low, high] = [Math.log(from + 1), Math.log(to + 1)];
  return Math.round(Math.exp(low + share * (high - low)) - 1);
}
