import type { Rng } from '../../core/rng.ts';
import type { ProbeBound, TuningProbe, ValueRange } from '../../core/tuning.ts';
import { boundOf, stateOf } from './judge-probe.ts';
import { pickPoint } from './pick.ts';
import { poolProbes } from './pool.ts';

const DRAWS = 200;

/**
 * How far the pick depends on the luck of the probes: every probe's counts and throughput are drawn again from what it measured, and the
 * pick is made from these.
 *
 * @returns the middle 90 % of the picks; `undefined` when there was none
 */
export function pickInterval(probes: readonly TuningProbe[], rng: Rng): ValueRange | undefined {
  const picks: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const again = probes.map((probe, index) => redraw(probe, rng, draw, index));
    const pick = pickPoint(poolProbes(again));
    if (pick) picks.push(pick.value);
  }
  picks.sort((a, b) => a - b);
  const at = (share: number) => picks[Math.round(share * (picks.length - 1))];
  const [from, to] = [at(0.05), at(0.95)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

function redraw(probe: TuningProbe, rng: Rng, draw: number, index: number): TuningProbe {
  const uniform = (purpose: string) => rng.uniform(purpose, draw, index);
  const bounds = probe.bounds.map((bound) => redrawBound(bound, uniform(`tune ${bound.expr}`)));
  const noise = probe.throughput_se_per_s * normal(uniform('tune radius'), uniform('tune angle'));
  return {
    ...probe,
    throughput_per_s: Math.max(0, probe.throughput_per_s + noise),
    bounds,
    state: stateOf(bounds),
  };
}

function redrawBound({ expr, events, of, allowed }: ProbeBound, u: number): ProbeBound {
  return boundOf(expr, of === 0 ? 0 : binomial(of, events / of, u), of, allowed);
}

/** Inverse CDF of a binomial distribution: the terms are added up from 0, or from `n` where that is nearer. */
function binomial(n: number, p: number, u: number): number {
  if (p > 0.5) return n - binomial(n, 1 - p, 1 - u);
  const odds = p / (1 - p);
  let logTerm = n * Math.log1p(-p);
  let sum = Math.exp(logTerm);
  let k = 0;
  while (sum < u && k < n) {
    logTerm += Math.log(((n - k) / (k + 1)) * odds);
    sum += Math.exp(logTerm);
    k++;
  }
  return k;
}

/** Box-Muller: one standard normal number from two uniform ones. */
function normal(u: number, v: number): number {
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
}
