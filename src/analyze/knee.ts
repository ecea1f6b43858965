/** A point of a rising curve. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** Sensitivity of the published algorithm, offline. */
const SENSITIVITY = 1;

/**
 * The knee of a concave rising curve, by Kneedle: both axes scaled to 0 … 1, the first maximum of y − x that the curve then falls
 * below by S times the mean distance of the points in x.
 *
 * For the eye only: on few points it is unstable. Source: V. Satopaa et al., "Finding a 'Kneedle' in a Haystack" (2011).
 *
 * @param points by rising x
 * @returns `undefined` when there is none: fewer than three points, or a flat or straight curve
 */
export function kneeOf(points: readonly CurvePoint[]): number | undefined {
  const above = heights(points);
  const step = SENSITIVITY / (points.length - 1);
  let knee: number | undefined;
  let threshold = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < above.length; i++) {
    const [before = 0, here = 0, after] = above.slice(i - 1);
    if (knee !== undefined && here < threshold) return knee;
    if (after === undefined || here <= Math.max(0, before) || here < after) continue;
    knee = points[i]?.x;
    threshold = here - step;
  }
  return undefined;
}

/** How far each point is above the diagonal, both axes scaled to 0 … 1; empty when that cannot be said. */
function heights(points: readonly CurvePoint[]): readonly number[] {
  const first = points[0];
  const last = points.at(-1);
  const ys = points.map(({ y }) => y);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  if (points.length < 3 || !first || !last || high === low || last.x === first.x) return [];
  return points.map(({ x, y }) => (y - low) / (high - low) - (x - first.x) / (last.x - first.x));
}
