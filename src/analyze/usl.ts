/** Throughput at a number of workers. */
export interface Load {
  readonly n: number;
  readonly perSecond: number;
}

export interface Usl {
  readonly lambda: number;
  readonly sigma: number;
  readonly kappa: number;
  /** √((1 − σ) ÷ κ): where throughput is highest. `undefined` when it never falls. */
  readonly peak: number | undefined;
}

/**
 * Fits the Universal Scalability Law, X(N) = λN ÷ (1 + σ(N−1) + κN(N−1)).
 *
 * λ is the throughput of one worker: the first load's, by worker. Least squares of y = (N·λ/X − 1)/(N − 1) on N: the slope is κ, the
 * intercept σ; both are clamped at 0. Source: N. J. Gunther, "Guerrilla Capacity Planning" (2007).
 *
 * @param loads by rising n, from the smallest, above 0
 * @returns `undefined` with fewer than two loads beyond one worker
 */
export function fitUsl(loads: readonly Load[]): Usl | undefined {
  const first = loads[0];
  if (first === undefined || first.perSecond <= 0) return undefined;
  const lambda = first.perSecond / first.n;
  const points = loads
    .filter(({ n, perSecond }) => n > 1 && perSecond > 0)
    .map(({ n, perSecond }) => ({ n, y: ((n * lambda) / perSecond - 1) / (n - 1) }));
  if (points.length < 2) return undefined;
  const meanN = mean(points.map(({ n }) => n));
  const meanY = mean(points.map(({ y }) => y));
  let covariance = 0;
  let variance = 0;
  for (const { n, y } of points) {
    covariance += (n - meanN) * (y - meanY);
    variance += (n - meanN) ** 2;
  }
  if (variance === 0) return undefined;
  const kappa = Math.max(0, covariance / variance);
  const sigma = Math.max(0, meanY - kappa * meanN);
  const peak = kappa > 0 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : undefined;
  return { lambda, sigma, kappa, peak };
}

/** The fitted throughput at `n` workers. */
export function uslThroughput({ lambda, sigma, kappa }: Usl, n: number): number {
  return (lambda * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
