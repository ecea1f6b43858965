import type { Rng } from '../../core/rng.ts';
import type {
  FirstFailing,
  LittleEstimate,
  Tuning,
  TuningPoint,
  TuningProbe,
  UslFit,
  ValueRange,
} from '../../core/tuning.ts';
import { kneeOf } from '../knee.ts';
import { fitUsl } from '../usl.ts';
import { pickInterval } from './bootstrap.ts';
import { pickPoint, tiedPoints } from './pick.ts';
import type { PooledPoint } from './pool.ts';
import { poolProbes } from './pool.ts';
import { judgedOf } from './search.ts';
import { snippetsFor } from './snippets.ts';

/** A limit on requests that was known before the search, or that replies told. */
export type KnownLimit = Pick<LittleEstimate, 'limit_per_s' | 'from'>;

interface Searched {
  readonly probes: readonly TuningProbe[];
  readonly kind: string;
  readonly option: string;
  readonly limit: KnownLimit | undefined;
  readonly rng: Rng;
}

/** What a search says; the parts of a {@link Tuning} that follow from its probes. */
export type Conclusion = Pick<
  Tuning,
  | 'recommendation'
  | 'tied'
  | 'largest_feasible'
  | 'first_failing'
  | 'boundary'
  | 'lost_below'
  | 'undecided'
  | 'probes'
  | 'curve'
  | 'little'
  | 'usl'
  | 'knee'
>;

/** A limit that is broken by more than this factor is a cliff. A guess. */
const CLIFF = 2;

/** Says what the probes of a search mean. */
export function conclude({ probes, kind, option, limit, rng }: Searched): Conclusion {
  const judged = judgedOf(probes);
  const points = poolProbes(judged);
  const pick = pickPoint(points);
  const feasible = points.filter(({ state }) => state === 'feasible');
  const largest = feasible.at(-1)?.value;
  const failing = firstFailing(points, largest ?? Number.NEGATIVE_INFINITY);
  const sized = option === 'size';
  const curve = drawn(probes, points);
  const explained = sized ? { ...little(probes, limit), ...usl(probes) } : {};
  const knee = sized ? kneeOf(curveOf(probes)) : undefined;
  return {
    ...(pick && {
      recommendation: {
        value: pick.value,
        throughput_per_s: pick.throughput_per_s,
        ...(pick.call_p95_ms !== undefined && { call_p95_ms: pick.call_p95_ms }),
        interval: pickInterval(judged, rng) ?? { from: pick.value, to: pick.value },
        code: snippetsFor(kind, option, pick.value),
      },
    }),
    ...rangeOf(tiedPoints(points)),
    ...(largest !== undefined && { largest_feasible: largest }),
    ...(failing && { first_failing: failing, boundary: boundaryOf(failing) }),
    ...(pick && lostBelow(curve, pick)),
    undecided: points.filter(({ state }) => state === 'undecided').map(({ value }) => value),
    probes,
    curve,
    ...explained,
    ...(knee !== undefined && { knee }),
  };
}

/** All that a search knows about, without the short first probe. */
function drawn(
  probes: readonly TuningProbe[],
  points: readonly PooledPoint[],
): readonly TuningPoint[] {
  const swept = poolProbes(probes.filter(({ purpose }) => purpose === 'sweep'));
  return [...points, ...swept]
    .toSorted((a, b) => a.value - b.value)
    .map(({ bounds: _, ...point }) => point);
}

function firstFailing(points: readonly PooledPoint[], above: number): FirstFailing | undefined {
  const point = points.find(({ value, state }) => value > above && state !== 'feasible');
  if (!point || point.state === 'feasible') return undefined;
  const worst = point.bounds
    .filter(({ state }) => state === point.state)
    .toSorted((a, b) => excess(b) - excess(a))[0];
  if (!worst) return undefined;
  const { expr, events, of, allowed } = worst;
  return {
    value: point.value,
    expr,
    share: of === 0 ? 0 : events / of,
    allowed,
    state: point.state,
  };
}

function excess({ events, of, allowed }: PooledPoint['bounds'][number]): number {
  return of === 0 ? 0 : events / of / allowed;
}

function boundaryOf({ share, allowed }: FirstFailing): 'smooth' | 'cliff' {
  return share > CLIFF * allowed ? 'cliff' : 'smooth';
}

function rangeOf(tied: readonly PooledPoint[]): { tied?: ValueRange } {
  const [first, last] = [tied[0], tied.at(-1)];
  return first && last ? { tied: { from: first.value, to: last.value } } : {};
}

function lostBelow(points: readonly TuningPoint[], pick: TuningPoint): Pick<Tuning, 'lost_below'> {
  const below = points.findLast(({ value }) => value < pick.value);
  if (!below || pick.throughput_per_s <= 0) return {};
  const share = 1 - below.throughput_per_s / pick.throughput_per_s;
  return { lost_below: { value: below.value, share } };
}

function little(
  probes: readonly TuningProbe[],
  limit: KnownLimit | undefined,
): { little?: LittleEstimate } {
  const call = probes.find(({ purpose }) => purpose === 'seed')?.call_mean_ms;
  if (limit === undefined || call === undefined) return {};
  return {
    little: { ...limit, call_mean_ms: call, size: (limit.limit_per_s * call) / 1_000 },
  };
}

function usl(probes: readonly TuningProbe[]): { usl?: UslFit } {
  const loads = curveOf(probes).map(({ x, y }) => ({ n: x, perSecond: y }));
  const fit = fitUsl(loads);
  if (!fit) return {};
  const { lambda, sigma, kappa, peak } = fit;
  return { usl: { lambda_per_s: lambda, sigma, kappa, ...(peak !== undefined && { peak }) } };
}

/** Throughput by value, with the seed probe at the lower end. */
function curveOf(probes: readonly TuningProbe[]): { x: number; y: number }[] {
  return poolProbes(probes).map(({ value, throughput_per_s }) => ({
    x: value,
    y: throughput_per_s,
  }));
}
