import { max, mean, min, sum } from 'simple-statistics';
import type { LoadCurve, Served } from './fit-load.ts';
import { onCurve } from './fit-load.ts';

/** Share of the most in service that the slots must stay below: else nothing is seen of a queue. */
const SEEN_QUEUE = 0.9;

/**
 * Whether the server has slots, so that requests beyond them wait: then times are constant up to the slots and grow with the
 * number in service beyond, `S × n ÷ slots`. Two parameters against as many as the curve has points: Akaike's criterion,
 * n ln(squared errors) + 2 × parameters, decides.
 *
 * @returns number of slots; `undefined` where the curve is nearer
 */
export function fitSlots(served: readonly Served[], curve: LoadCurve): number | undefined {
  const most = max(served.map(({ inService }) => inService));
  const candidates = Array.from({ length: Math.floor(most * SEEN_QUEUE) }, (_, i) => i + 1);
  const errors = candidates.map((slots) => errorOf(served, (n) => stretchOf(n, slots)));
  const least = min(errors);
  const criterion = (error: number, parameters: number) =>
    served.length * Math.log(error) + 2 * parameters;
  const ofCurve = criterion(
    errorOf(served, (n) => onCurve(curve, n)),
    curve.length,
  );
  return criterion(least, 2) <= ofCurve ? candidates[errors.indexOf(least)] : undefined;
}

/** What waiting makes of a time. */
export function stretchOf(inService: number, slots: number): number {
  return Math.max(1, inService / slots);
}

/** Squared errors of the logarithms, the best factor left out. */
function errorOf(served: readonly Served[], expected: (inService: number) => number): number {
  const differences = served.map(({ inService, ms }) => Math.log(ms / expected(inService)));
  const factor = mean(differences);
  return sum(differences.map((difference) => (difference - factor) ** 2));
}
