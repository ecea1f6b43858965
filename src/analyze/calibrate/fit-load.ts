import { linearRegression, linearRegressionLine, mean, sum } from 'simple-statistics';
import { monotoneFit } from '../tune/monotone.ts';

/** A served attempt: how many were in service when it was sent, itself included, and how long it took. */
export interface Served {
  readonly inService: number;
  readonly ms: number;
}

/** Mean time by attempts in service, from 1 upwards. */
export type LoadCurve = readonly (readonly [inService: number, ms: number])[];

/** Attempts that a point of the curve stands on, at least. */
const LEAST_PER_POINT = 30;
/** Standard errors that a slope must be away from nothing. */
const SIGNIFICANT = 4;
/** What a curve must rise by, from its first point to its last, to be worth having. */
const LEAST_RISE = 0.03;

/**
 * How service slows down with the number in service: means of neighbouring numbers, made to rise.
 *
 * @returns `undefined` where it does not, as far as can be seen
 */
export function fitLoad(served: readonly Served[]): LoadCurve | undefined {
  if (!dependsOnLoad(served)) return undefined;
  const groups = grouped(served);
  const values = monotoneFit(groups.map(({ ms, weight }) => ({ value: ms, weight })));
  const points = groups.map(({ inService }, i) => [inService, values[i] ?? 0] as const);
  const curve = startAtOne(points);
  const [first, last] = [curve[0]?.[1] ?? 0, curve.at(-1)?.[1] ?? 0];
  return last > first * (1 + LEAST_RISE) ? curve : undefined;
}

/** Linear between the points, constant outside. */
export function onCurve(curve: LoadCurve, inService: number): number {
  let [beforeN, beforeMs] = curve[0] ?? [1, 0];
  for (const [n, ms] of curve) {
    if (inService <= n) {
      const share = n > beforeN ? (inService - beforeN) / (n - beforeN) : 1;
      return beforeMs + share * (ms - beforeMs);
    }
    [beforeN, beforeMs] = [n, ms];
  }
  return beforeMs;
}

/** Least squares of ln(time) on the number in service: their errors are alike, those of the times are not. */
function dependsOnLoad(served: readonly Served[]): boolean {
  const points = served.map(({ inService, ms }) => [inService, Math.log(ms)]);
  if (new Set(points.map(([n]) => n)).size < 2 || points.length < 2 * LEAST_PER_POINT) return false;
  const fit = linearRegression(points);
  const line = linearRegressionLine(fit);
  const centre = mean(points.map(([n = 0]) => n));
  const spread = sum(points.map(([n = 0]) => (n - centre) ** 2));
  const errors = sum(points.map(([n = 0, y = 0]) => (y - line(n)) ** 2)) / (points.length - 2);
  return fit.m > SIGNIFICANT * Math.sqrt(errors / spread);
}

interface Group {
  readonly inService: number;
  readonly ms: number;
  readonly weight: number;
}

/** Neighbouring numbers together, until each group has enough attempts to have a mean. */
function grouped(served: readonly Served[]): readonly Group[] {
  const sorted = served.toSorted((a, b) => a.inService - b.inService);
  const least = Math.max(LEAST_PER_POINT, sorted.length / 50);
  const groups: Served[][] = [];
  for (const attempt of sorted) {
    const open = groups.at(-1);
    const isFull = open && open.length >= least && open.at(-1)?.inService !== attempt.inService;
    if (!open || isFull) groups.push([attempt]);
    else open.push(attempt);
  }
  // What is left at the end has too few for a point of its own.
  const last = groups.at(-1);
  if (groups.length > 1 && last && last.length < least)
    groups.at(-2)?.push(...(groups.pop() ?? []));
  return groups.map((group) => ({
    inService: Math.round(mean(group.map(({ inService }) => inService))),
    ms: mean(group.map(({ ms }) => ms)),
    weight: group.length,
  }));
}

/** Along the first slope, where nothing was alone in service; never below half of the first mean. */
function startAtOne(points: LoadCurve): LoadCurve {
  const [first, second] = points;
  if (!first || first[0] <= 1) return points;
  const slope = second ? (second[1] - first[1]) / (second[0] - first[0]) : 0;
  return [[1, Math.max(first[1] / 2, first[1] - slope * (first[0] - 1))], ...points];
}
