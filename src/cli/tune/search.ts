import { combinationsOf } from '../../analyze/tune/combinations.ts';
import type { KnownLimit } from '../../analyze/tune/conclude.ts';
import { conclude } from '../../analyze/tune/conclude.ts';
import { bucketNotice, fewestItems, itemsToDry } from '../../analyze/tune/evidence.ts';
import { boundsOf, stateOf } from '../../analyze/tune/judge-probe.ts';
import type { Tried } from '../../analyze/tune/rank.ts';
import { rankCandidates } from '../../analyze/tune/rank.ts';
import { searchBest } from '../../analyze/tune/search.ts';
import type { LimitPlan } from '../../core/mock-plan.ts';
import type { Plan, StrategyPlan } from '../../core/plan.ts';
import { createRng } from '../../core/rng.ts';
import type { ToldLimit } from '../../core/run-result.ts';
import type { Tuning, TuningProbe } from '../../core/tuning.ts';
import type { Stage } from '../../runner/stage.ts';
import { describeEnvironment } from '../environment.ts';
import { REAL_BUDGET } from './budget.ts';
import type { RangeKnob, Setting } from './knob.ts';
import { isProbed, settingFor, turned } from './knob.ts';
import type { ProbeSetting } from './prober.ts';
import { firstItems, probe } from './prober.ts';
import { showProbes } from './progress.ts';
import { REAL_ITEMS, VIRTUAL_ITEMS } from './stage.ts';
import type { TuneWork } from './tune.ts';

/** Items that each of many combinations is tried with. */
const ITEMS_PER_COMBINATION = 1_000;
const MOST_CANDIDATES = 400;
/** Tells how long an item takes, more or less: what the first starts are spread over. */
const ALONE = { items: 20, callMean: 0 };
/** Share of a probe's items after which clear counts may end it. */
const FIRST_LOOK = 1 / 8;
/** Items of a probe that only draws the curve. */
const SWEEP_ITEMS = 1_000;
/** Where nothing is known of the server. */
const FIRST_GUESS = 8;

/** Searches a range of one option of one strategy. */
export async function searchOne(work: TuneWork, knob: RangeKnob, stage: Stage): Promise<Tuning> {
  const { scenario, constraints, flags, stop, io } = work;
  const { plan } = scenario;
  const range = knob.values;
  const setting = settingOf(work);
  const isReal = stage.clockKind === 'real';
  const bucket = requestLimit(plan);
  const dry = bucket ? itemsToDry(bucket) : 0;
  const usual = isReal
    ? REAL_ITEMS
    : { ...VIRTUAL_ITEMS, first: Math.max(VIRTUAL_ITEMS.first, dry) };
  const items = flags.items ?? usual.first;
  const most = Math.max(items, usual.most);
  let told: readonly ToldLimit[] = [];
  let sent = 0;
  const probes = await firstProbes(work, stage, {
    onTold(limits) {
      told = limits;
    },
    onSent(count) {
      sent += count;
    },
  });
  const progress = showProbes(io, flags.quiet === true);
  const limit = (): KnownLimit | undefined => knownLimit(bucket, told);
  const searched = await searchBest({
    constraints,
    items,
    seed: plan.seed,
    ...range,
    sweepItems: isReal ? 0 : Math.max(SWEEP_ITEMS, fewestItems(constraints)),
    async probe({ value, early, doubles, ...order }) {
      const left = isReal ? Math.max(items, REAL_BUDGET - sent) : most;
      return probes(turned(setting, knob, value), {
        ...order,
        ...(doubles && { most: Math.min(most, left) }),
        ...(early && !isReal && { firstLook: Math.ceil(order.items * FIRST_LOOK) }),
        // A size that is above a limit by less than 3 % takes its time to show it.
        ...(bucket && { keptFrom: order.items }),
      });
    },
    firstGuess: (call) => guess(knob.option, call, limit(), plan),
    enough: () => stop.signal.aborted || (isReal && sent + items > REAL_BUDGET),
    onProbe: progress,
  });
  const known = limit();
  return {
    ...describe(work, stage, setting.strategy),
    ...conclude({
      probes: searched,
      kind: setting.strategy.kind,
      option: knob.option,
      limit: known,
      rng: createRng(plan.seed),
    }),
    notices: bucket ? bucketNotice(bucket, longest(searched)) : [],
  };
}

/** Tries combinations of several options, of one strategy or of several. */
export async function searchMany(work: TuneWork, stage: Stage): Promise<Tuning> {
  const { scenario, knobs, constraints, flags, stop, io } = work;
  const { plan } = scenario;
  const named = knobs.flatMap(({ strategy = [] }) => strategy);
  const names = flags.strategy ?? (named.length > 0 ? named : [settingOf(work).strategy.name]);
  const strategies = plan.strategies.filter((each) => names.includes(each.name) && isProbed(each));
  const probes = await firstProbes(work, stage, { onTold() {}, onSent() {} });
  const isReal = stage.clockKind === 'real';
  const items =
    flags.items ??
    (isReal ? REAL_ITEMS.first : Math.max(ITEMS_PER_COMBINATION, fewestItems(constraints)));
  const samples = isReal ? Math.min(flags.samples, Math.floor(REAL_BUDGET / items)) : flags.samples;
  const tried: Tried[] = [];
  const progress = showProbes(io, flags.quiet === true);
  for (const strategy of strategies) {
    const own = knobs.filter(
      (knob) => knob.strategy === undefined || knob.strategy === strategy.name,
    );
    const rng = createRng(plan.seed);
    const alone = await probes(settingFor(plan, strategy), { ...ALONE, seed: plan.seed });
    const most = Math.max(1, Math.floor(samples / strategies.length));
    for (const values of combinationsOf(own, most, rng)) {
      if (stop.signal.aborted) break;
      const setting = own.reduce<Setting>(
        (before, knob) => turned(before, knob, values[knob.path] ?? 0),
        settingFor(plan, strategy),
      );
      const callMean = alone.call?.p50 ?? 0;
      const sample = await probes(setting, { seed: plan.seed, items, callMean });
      tried.push({
        values,
        strategy: strategy.name,
        sample,
        state: stateOf(boundsOf(sample, constraints)),
      });
      progress(tried.length);
    }
  }
  // Of one that was stopped while it warmed up nothing is known.
  const known = stop.signal.aborted ? tried.filter(({ sample }) => sample.items > 0) : tried;
  const [first] = strategies;
  if (!first) throw new Error('a search has a strategy');
  return {
    ...describe(work, stage, first),
    undecided: [],
    probes: [],
    curve: [],
    candidates: rankCandidates(known).slice(0, MOST_CANDIDATES),
    notices: [],
  };
}

/** A function that probes a setting of this scenario. */
async function firstProbes(
  { scenario, constraints, stop }: TuneWork,
  stage: Stage,
  heard: Pick<ProbeSetting, 'onTold' | 'onSent'>,
) {
  const { plan, workload, code } = scenario;
  const items = await firstItems(workload);
  const shared = { plan, stage, code, items, constraints, signal: stop.signal, ...heard };
  return (setting: Setting, ask: Parameters<typeof probe>[2]) => probe(shared, setting, ask);
}

/** The strategy whose option is varied, as the scenario has it. */
function settingOf({ scenario, knobs, flags }: TuneWork): Setting {
  const { plan } = scenario;
  const name = knobs[0].strategy ?? flags.strategy?.[0];
  const known = plan.strategies.filter(isProbed);
  const strategy = known.find((each) => each.name === name) ?? known[0];
  if (!strategy) throw new Error('a search has a strategy');
  return settingFor(plan, strategy);
}

type Described =
  | 'schemaVersion'
  | 'kind'
  | 'scenario'
  | 'question'
  | 'started_at'
  | 'clock'
  | 'seed'
  | 'environment'
  | 'strategy'
  | 'vary'
  | 'constraints';

function describe(
  { scenario: { plan }, knobs, constraints }: TuneWork,
  stage: Stage,
  { name, kind }: StrategyPlan,
): Pick<Tuning, Described> {
  return {
    schemaVersion: 1,
    kind: 'tuning',
    scenario: plan.scenario,
    ...(plan.question !== undefined && { question: plan.question }),
    started_at: stage.wall().toISOString(),
    clock: stage.clockKind,
    seed: plan.seed,
    environment: describeEnvironment(),
    strategy: { name, kind },
    vary: knobs.map(({ path, values }) => ({ path, values })),
    constraints,
  };
}

/** The tightest limit on requests of the mock. */
function requestLimit({ target }: Plan): LimitPlan | undefined {
  const limits = target.mock?.limits.filter(({ dimension }) => dimension === 'requests') ?? [];
  return limits.toSorted((a, b) => a.limit / a.window - b.limit / b.window)[0];
}

function knownLimit(
  bucket: LimitPlan | undefined,
  told: readonly ToldLimit[],
): KnownLimit | undefined {
  if (bucket) return { limit_per_s: bucket.limit / (bucket.window / 1_000), from: 'limits' };
  const header = told.find(({ dimension }) => dimension === 'requests');
  return header && { limit_per_s: header.per_minute / 60, from: 'headers' };
}

/** Little's law, within a cap on connections; for other options than a size, whatever the range allows. */
function guess(
  option: string,
  call: number,
  limit: KnownLimit | undefined,
  { target }: Plan,
): number {
  if (option !== 'size') return limit && option === 'rpm' ? limit.limit_per_s * 60 : FIRST_GUESS;
  const cap = target.mock?.concurrency?.limit ?? Number.POSITIVE_INFINITY;
  return limit ? Math.min(cap, (limit.limit_per_s * call) / 1_000) : FIRST_GUESS;
}

function longest(probes: readonly TuningProbe[]): number {
  return Math.max(0, ...probes.map(({ items }) => items));
}
