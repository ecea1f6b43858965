import { errorFunction, max, mean, sampleStandardDeviation } from 'simple-statistics';

/** A log-normal distribution, and how far the values are from it. */
export interface LognormalFit {
  readonly median: number;
  readonly sigma: number;
  /** Kolmogorov distance: the largest difference between both distribution functions. */
  readonly distance: number;
  /** Whether the values may well be drawn from it, or are so near that it does not matter. */
  readonly fits: boolean;
}

/** Pairs [p, value], p rising from 0 to 1. */
export type QuantileTable = readonly (readonly [p: number, value: number])[];

/** 5 % point of the distance times √n where both moments come from the values themselves (H. Lilliefors, 1967). */
const LILLIEFORS = 0.886;
/** Nearer than this nobody sees a difference, however many values prove one. */
const NEAR = 0.06;

/** By the moments of the logarithms. */
export function fitLognormal(values: readonly number[]): LognormalFit {
  const logs = values.map(Math.log).sort((a, b) => a - b);
  const mu = mean(logs);
  const sigma = logs.length > 1 ? sampleStandardDeviation(logs) : 0;
  const n = logs.length;
  const distance =
    sigma === 0
      ? 0
      : max(
          logs.map((log, i) => {
            const share = normalShare((log - mu) / sigma);
            return Math.max(share - i / n, (i + 1) / n - share);
          }),
        );
  return {
    median: Math.exp(mu),
    sigma,
    distance,
    fits: distance <= Math.max(NEAR, LILLIEFORS / Math.sqrt(n)),
  };
}

/** The values themselves as a table, of at most 101 rows. */
export function quantileTable(values: readonly number[]): QuantileTable {
  const sorted = values.toSorted((a, b) => a - b);
  const steps = Math.min(100, sorted.length - 1);
  if (steps < 1)
    return [
      [0, sorted[0] ?? 0],
      [1, sorted[0] ?? 0],
    ];
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = (step / steps) * (sorted.length - 1);
    const low = sorted[Math.floor(at)] ?? 0;
    const high = sorted[Math.ceil(at)] ?? 0;
    return [step / steps, low + (high - low) * (at - Math.floor(at))] as const;
  });
}

function normalShare(z: number): number {
  return (1 + errorFunction(z / Math.SQRT2)) / 2;
}
