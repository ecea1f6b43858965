import type {
  ProbePurpose,
  ProbeSample,
  TuningConstraint,
  TuningProbe,
} from '../../core/tuning.ts';
import type { Milliseconds } from '../../core/units.ts';
import { boundsOf, stateOf } from './judge-probe.ts';
import { pickPoint } from './pick.ts';
import type { PooledPoint } from './pool.ts';
import { poolProbes } from './pool.ts';

/** What a probe is asked. */
export interface ProbeOrder {
  readonly value: number;
  readonly seed: number;
  /** Items that count, at first. */
  readonly items: number;
  /** Fewer will do where they decide clearly. */
  readonly early: boolean;
  /** More may be taken while they are undecided. */
  readonly doubles: boolean;
  /** Mean time of an item at the smallest value; 0 before it is known. The starts are spread over one and a half of it. */
  readonly callMean: Milliseconds;
}

/** Measures one value. */
export type Prober = (order: ProbeOrder) => Promise<ProbeSample>;

/** What a search works on. */
export interface SearchInput {
  readonly probe: Prober;
  readonly constraints: readonly TuningConstraint[];
  readonly from: number;
  readonly to: number;
  /** The first value that is tried in earnest, from the mean call at the smallest value; it is brought between the ends. */
  readonly firstGuess: (call: Milliseconds) => number;
  /** Of all probes but the checks, which get fresh ones: neighbours meet the same work, so that they differ by their value alone. */
  readonly seed: number;
  /** Items of a probe, at first. */
  readonly items: number;
  /** Items of a probe that only draws the curve below the pick; 0: none is made. */
  readonly sweepItems: number;
  /** Ends the search before its time: a budget, or somebody who stops it. */
  readonly enough: () => boolean;
  /** A probe is done. */
  readonly onProbe?: (probe: TuningProbe) => void;
}

/** The first probe only finds how long an item takes when almost nothing else is in flight. */
const FEW = 2;
const FIRST_ITEMS = 300;

const GROWTH = 1.5;
/** Growth stops where a larger value brings less than this. */
const WORTH_GROWING = 1.01;
/** A middle whose throughput is below this share of the lower end's is past the peak. */
const NO_LOSS = 0.995;
/** The ends of a bracket are near enough when this share apart. */
const NEAR = 0.03;
const MOST_PROBES = 12;
/** More of them, where the pick did not stand. */
const MOST_REPAIRS = 4;
/** Where the curve is drawn below the pick, as shares of it: what a step down loses, and how it came there. */
const SWEEP = [0.95, 0.5, 0.25];
/** A value that was probed within this share stands for another. */
const BESIDE = 0.1;

/**
 * Finds the best value of an option that trades throughput for constraints.
 *
 * A seed from Little's law; growth by 1.5 while it is feasible and pays; bisection between the last good and the first bad value; a
 * check of the pick and its upper neighbour with fresh seeds; and a short sweep of what lies below it, for the eye. Values are whole
 * numbers. Each value's feasibility is a matter of evidence: an undecided one counts as not feasible.
 */
export async function searchBest(input: SearchInput): Promise<readonly TuningProbe[]> {
  const search = new Search(input);
  const few = Math.max(input.from, Math.min(FEW, input.to));
  const first = await search.at(few, 'seed', { ...AS_ASKED, items: FIRST_ITEMS });
  if (first === undefined || first.throughput_per_s <= 0) return search.probes;
  const bracket = await bracketFrom(search, input);
  if (bracket) await bisect(search, bracket);
  await check(search, input.from);
  await sweep(search, input);
  return search.probes;
}

/** How long a probe may be. */
type Length = Pick<ProbeOrder, 'items' | 'early' | 'doubles'>;

/** As many items as were asked for. */
const AS_ASKED = { early: false, doubles: false };

class Search {
  readonly probes: TuningProbe[] = [];
  readonly #input: SearchInput;
  callMean: Milliseconds = 0;
  most = MOST_PROBES;

  constructor(input: SearchInput) {
    this.#input = input;
  }

  get points(): readonly PooledPoint[] {
    return poolProbes(judgedOf(this.probes));
  }

  get pick(): number | undefined {
    return pickPoint(this.points)?.value;
  }

  /** Probes a value once. A value that was probed before, other than for the seed, is not probed again, except as a check. */
  async at(
    value: number,
    purpose: ProbePurpose,
    length: Partial<Length> = {},
  ): Promise<TuningProbe | undefined> {
    const known = this.probes.find((probe) => probe.value === value && probe.purpose !== 'seed');
    if (known && purpose !== 'check') return known;
    const { probe, constraints, seed, items, enough, onProbe } = this.#input;
    if (this.probes.length >= this.most || enough()) return undefined;
    const fresh = purpose === 'check' ? this.probes.length : 0;
    const order = {
      value,
      seed: seed + fresh,
      callMean: this.callMean,
      items,
      early: true,
      doubles: true,
      ...length,
    };
    const sample = await probe(order);
    if (purpose === 'seed') this.callMean = sample.call?.mean ?? 0;
    const judged = toProbe(order, purpose, sample, constraints);
    this.probes.push(judged);
    onProbe?.(judged);
    return judged;
  }
}

/** The probe as the result holds it. */
function toProbe(
  { value, seed }: Pick<ProbeOrder, 'value' | 'seed'>,
  purpose: ProbePurpose,
  sample: ProbeSample,
  constraints: readonly TuningConstraint[],
): TuningProbe {
  const bounds = boundsOf(sample, constraints);
  const { call, attempts } = sample;
  return {
    value,
    purpose,
    seed,
    items: sample.items,
    throughput_per_s: sample.perSecond,
    throughput_se_per_s: sample.perSecondError,
    ...(call && { call_p50_ms: call.p50, call_p95_ms: call.p95, call_mean_ms: call.mean }),
    rate_limited: attempts === 0 ? 0 : sample.rateLimited / attempts,
    bounds,
    state: stateOf(bounds),
  };
}

interface Bracket {
  /** Good. */
  low: TuningProbe;
  /** Not good, or beyond what pays. */
  high: number;
}

async function bracketFrom(search: Search, input: SearchInput): Promise<Bracket | undefined> {
  const { from, to, firstGuess } = input;
  const start = Math.min(to, Math.max(from, Math.round(firstGuess(search.callMean))));
  const first = await search.at(start, 'bracket');
  if (first === undefined) return undefined;
  return first.state === 'feasible' ? grow(search, first, to) : shrink(search, first, from);
}

async function grow(search: Search, first: TuningProbe, to: number): Promise<Bracket | undefined> {
  let low = first;
  while (low.value < to) {
    const value = Math.min(to, Math.ceil(low.value * GROWTH));
    const next = await search.at(value, 'bracket');
    if (next === undefined) return undefined;
    if (next.state !== 'feasible') return { low, high: value };
    if (next.throughput_per_s <= low.throughput_per_s * WORTH_GROWING) {
      return next.throughput_per_s < low.throughput_per_s * NO_LOSS
        ? { low, high: value }
        : undefined;
    }
    low = next;
  }
  return undefined;
}

async function shrink(
  search: Search,
  first: TuningProbe,
  from: number,
): Promise<Bracket | undefined> {
  let high = first.value;
  while (high > from) {
    const value = Math.max(from, Math.floor(high / GROWTH));
    const next = await search.at(value, 'bracket');
    if (next === undefined) return undefined;
    if (next.state === 'feasible') return { low: next, high };
    high = value;
  }
  return undefined;
}

async function bisect(search: Search, { low, high }: Bracket): Promise<void> {
  let good = low;
  let bad = high;
  while (bad - good.value > Math.max(1, NEAR * bad)) {
    const middle = await search.at(Math.floor((good.value + bad) / 2), 'bisect');
    if (middle === undefined) return;
    const kept =
      middle.state === 'feasible' && middle.throughput_per_s >= NO_LOSS * good.throughput_per_s;
    if (kept) good = middle;
    else bad = middle.value;
  }
}

/**
 * Probes the pick and the value above it again, with fresh seeds. A pick that does not stand gives way to the next one, which is looked
 * for a step below: what the search found before may lie far beneath.
 */
async function check(search: Search, from: number): Promise<void> {
  const checked = new Set<number>();
  for (let pick = search.pick; pick !== undefined; pick = search.pick) {
    if (checked.has(pick)) return checkAbove(search, pick);
    checked.add(pick);
    const probe = await search.at(pick, 'check', { early: false });
    if (probe === undefined) return;
    if (search.pick === pick) continue;
    search.most = MOST_PROBES + MOST_REPAIRS;
    await search.at(Math.max(from, Math.min(pick - 1, Math.floor(pick * (1 - NEAR)))), 'bisect');
    if (search.pick === undefined) await shrink(search, probe, from);
  }
}

async function checkAbove(search: Search, pick: number): Promise<void> {
  const above = search.points.find(({ value }) => value > pick);
  if (above) await search.at(above.value, 'check', { doubles: false });
}

/** Probes below the pick, where the search had no reason to look. */
async function sweep(search: Search, { from, sweepItems }: SearchInput): Promise<void> {
  const { pick } = search;
  if (pick === undefined || sweepItems === 0) return;
  for (const share of SWEEP) {
    const value = Math.floor(pick * share);
    const isBeside = search.probes.some(
      (probe) => probe.value < pick && Math.abs(probe.value - value) <= BESIDE * value,
    );
    if (value < from || isBeside) continue;
    await search.at(value, 'sweep', { ...AS_ASKED, items: sweepItems });
  }
}

/** The probes that a pick rests on: neither the short first one nor those that only draw the curve. */
export function judgedOf(probes: readonly TuningProbe[]): readonly TuningProbe[] {
  return probes.filter(({ purpose }) => purpose !== 'seed' && purpose !== 'sweep');
}
