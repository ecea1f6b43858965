import type { Rng } from '../../core/rng.ts';
import type { TuningProbe, ValueRange } from '../../core/tuning.ts';
import { boundOf, stateOf } from './judge-probe.ts';
import { pickPoint } from './pick.ts';
import { poolProbes } from './pool.ts';

const DRAWS = 200;
/** A sum of terms stays a little below 1. */
const NEARLY_ALL = 1 - 1e-9;

/**
 * How far the pick depends on the luck of the probes: every probe's counts and throughput are drawn again from what it measured, and the
 * pick is made from these.
 *
 * @returns the middle 90 % of the picks; `undefined` when there was none
 */
export function pickInterval(probes: readonly TuningProbe[], rng: Rng): ValueRange | undefined {
  const picks: number[] = [];
  const quantiles = probes.map(({ bounds }) =>
    bounds.map(({ events, of }) => (of === 0 ? () => 0 : binomial(of, events / of))),
  );
  for (let draw = 0; draw < DRAWS; draw++) {
    const again = probes.map((probe, index) =>
      redraw(probe, quantiles[index] ?? [], { rng, draw, index }),
    );
    const pick = pickPoint(poolProbes(again));
    if (pick) picks.push(pick.value);
  }
  picks.sort((a, b) => a - b);
  const at = (share: number) => picks[Math.round(share * (picks.length - 1))];
  const [from, to] = [at(0.05), at(0.95)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

interface Lot {
  readonly rng: Rng;
  readonly draw: number;
  readonly index: number;
}

function redraw(
  probe: TuningProbe,
  quantiles: readonly Quantile[],
  { rng, draw, index }: Lot,
): TuningProbe {
  const uniform = (purpose: string) => rng.uniform(purpose, draw, index);
  const bounds = probe.bounds.map(({ expr, of, allowed }, i) =>
    boundOf(expr, quantiles[i]?.(uniform(`tune ${expr}`)) ?? 0, of, allowed),
  );
  const noise = probe.throughput_se_per_s * normal(uniform('tune radius'), uniform('tune angle'));
  return {
    ...probe,
    throughput_per_s: Math.max(0, probe.throughput_per_s + noise),
    bounds,
    state: stateOf(bounds),
  };
}

/** From 0 to 1 to a count. */
type Quantile = (u: number) => number;

/** Inverse CDF of a binomial distribution: its terms are added up once, from the end that is nearer. */
function binomial(n: number, p: number): Quantile {
  if (p > 0.5) {
    const rest = binomial(n, 1 - p);
    return (u) => n - rest(1 - u);
  }
  const odds = p / (1 - p);
  let logTerm = n * Math.log1p(-p);
  const sums = [Math.exp(logTerm)];
  for (let k = 0; k < n && (sums[k] ?? 1) < NEARLY_ALL; k++) {
    logTerm += Math.log(((n - k) / (k + 1)) * odds);
    sums.push((sums[k] ?? 0) + Math.exp(logTerm));
  }
  return (u) => {
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 1) < u) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Box-Muller: one standard normal number from two uniform ones. */
function normal(u: number, v: number): number {
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
}
