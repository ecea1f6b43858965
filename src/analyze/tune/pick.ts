import type { TuningPoint } from '../../core/tuning.ts';

/** A smaller value with this share of the best throughput is preferred: more brings nothing. */
const PLATEAU = 0.97;

type Point = Pick<TuningPoint, 'value' | 'throughput_per_s' | 'state'>;

/** The feasible values within 3 % of the best feasible throughput, by rising value. */
export function tiedPoints<T extends Point>(points: readonly T[]): readonly T[] {
  const feasible = points.filter(({ state }) => state === 'feasible');
  const best = Math.max(...feasible.map(({ throughput_per_s }) => throughput_per_s));
  return feasible
    .filter(({ throughput_per_s }) => throughput_per_s >= PLATEAU * best)
    .toSorted((a, b) => a.value - b.value);
}

/** The smallest of them: the value to use. `undefined` when nothing is feasible. */
export function pickPoint<T extends Point>(points: readonly T[]): T | undefined {
  return tiedPoints(points)[0];
}
