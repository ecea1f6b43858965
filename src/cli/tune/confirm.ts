import { fitProfile } from '../../analyze/calibrate/fit-profile.ts';
import type { RecordedItem } from '../../analyze/calibrate/recorded.ts';
import { boundsOf, stateOf } from '../../analyze/tune/judge-probe.ts';
import { BenchError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import type { Tuning, TuningConfirmation, TuningPoint } from '../../core/tuning.ts';
import { runPlan } from '../../runner/run-plan.ts';
import type { Stage } from '../../runner/stage.ts';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { describeEnvironment } from '../environment.ts';
import type { Io } from '../io.ts';
import { turned } from './knob.ts';
import { firstItems, probe } from './prober.ts';
import { searchOne } from './search.ts';
import { openTuneStage } from './stage.ts';
import type { TuneWork } from './tune.ts';

/** Sizes at which the server is recorded: little load, and some. */
const RECORDED_AT = [2, 8];
/** Items of each. */
const RECORDED_ITEMS = 150;
/** Items that a prediction is held against. */
const CONFIRMED_ITEMS = 300;
/** What a prediction may be off by, beyond what chance explains. */
const NEAR = 0.05;
/** Standard errors that are chance. */
const CHANCE = 2;
/** Share of attempts by which refusals may differ. */
const SAME_REFUSALS = 0.02;

/**
 * Closes the loop: records the scenario's own target for a short time, fits a mock to it, searches there in virtual time, and tries
 * the best values for real.
 */
export async function confirmBest(work: TuneWork): Promise<Tuning> {
  const { scenario, flags, io, stop } = work;
  const stage = await openTuneStage(scenario, flags, io, stop.signal);
  try {
    const say = (text: string) => flags.quiet || io.stderr.write(`${text}\n`);
    say(`recording ${RECORDED_AT.length * RECORDED_ITEMS} items`);
    const mocked = await fitMock(work, stage);
    say('searching on the mock that was fitted to them');
    const virtual = { ...work, scenario: { ...scenario, plan: mocked } };
    const tuning = await searchVirtually(virtual, io);
    const confirmations: TuningConfirmation[] = [];
    for (const point of bestOf(tuning, flags.confirm ?? 1)) {
      if (stop.signal.aborted) break;
      say(`trying ${point.value} for real`);
      confirmations.push(await confirm(work, stage, tuning, point));
    }
    return { ...tuning, confirmations };
  } finally {
    await stage.close();
  }
}

/** The scenario's plan, with a mock in place of its target. */
async function fitMock({ scenario, knobs, stop }: TuneWork, stage: Stage): Promise<Plan> {
  const { plan, workload, code } = scenario;
  const [knob] = knobs;
  const strategy = plan.strategies.find(({ name }) => name === knob.strategy);
  if (!strategy)
    throw new BenchError('USAGE', '--confirm varies an option of a strategy; nothing was sent.', {
      hint: 'write --vary pool.size=1..200.',
    });
  const values = RECORDED_AT.map((value) =>
    Math.min(knob.range.to, Math.max(knob.range.from, value)),
  );
  const strategies = [...new Set(values)].map((value) => ({
    ...turned({ strategy, retry: plan.retry }, knob, value).strategy,
    name: `${strategy.name}-${value}`,
  }));
  const rows: RecordedItem[] = [];
  const items = await firstItems(workload);
  const { thresholds: _, ...rest } = plan;
  const recorded = await runPlan(
    { ...rest, strategies, seeds: [plan.seed] },
    {
      count: RECORDED_ITEMS,
      *items() {
        for (let index = 0; index < RECORDED_ITEMS; index++) {
          const item = items[index % items.length];
          if (item) yield { ...item, index };
        }
      },
    },
    {
      stage,
      code,
      environment: describeEnvironment(),
      signal: stop.signal,
      onRows({ name }, entries) {
        for (const entry of entries) rows.push({ strategy: name, ...entry });
      },
    },
  );
  const fitted = fitProfile(recorded, rows);
  if (!fitted) {
    throw new BenchError(
      'TARGET_UNREACHABLE',
      'fewer than 30 requests were answered: too few to tell how the server behaves.',
      {
        hint: 'look at what it answers: bench run with a small workload.',
      },
    );
  }
  const { api, model, stream } = plan.target;
  const mock = await planMock(fitted.options, plan.seed);
  const target = {
    kind: 'mock',
    client: 'http',
    freshClient: false,
    api,
    model,
    stream,
    mock,
  } as const;
  return { ...plan, clock: 'virtual', target };
}

async function searchVirtually(work: TuneWork, io: Io): Promise<Tuning> {
  const stage = await openTuneStage(work.scenario, work.flags, io, work.stop.signal);
  try {
    return await searchOne(work, stage);
  } finally {
    await stage.close();
  }
}

/** The recommended value first, then those of the most throughput that keep to the constraints. */
function bestOf({ recommendation, curve }: Tuning, count: number): readonly TuningPoint[] {
  const feasible = curve
    .filter(({ state }) => state === 'feasible')
    .toSorted((a, b) => b.throughput_per_s - a.throughput_per_s);
  const isPick = ({ value }: TuningPoint) => value === recommendation?.value;
  return [...feasible.filter(isPick), ...feasible.filter((point) => !isPick(point))].slice(
    0,
    count,
  );
}

async function confirm(
  { scenario, knobs, constraints, stop }: TuneWork,
  stage: Stage,
  { probes }: Tuning,
  predicted: TuningPoint,
): Promise<TuningConfirmation> {
  const { plan, workload, code } = scenario;
  const [knob] = knobs;
  const strategy = plan.strategies.find(({ name }) => name === knob.strategy);
  if (!strategy) throw new Error('the strategy was there before');
  const callMean = probes.find(({ purpose }) => purpose === 'seed')?.call_mean_ms ?? 0;
  const items = await firstItems(workload);
  const sample = await probe(
    { plan, stage, code, items, constraints, signal: stop.signal, onTold() {} },
    turned({ strategy, retry: plan.retry }, knob, predicted.value),
    { seed: plan.seed + 1, items: CONFIRMED_ITEMS, most: CONFIRMED_ITEMS, callMean },
  );
  return {
    value: predicted.value,
    items: sample.items,
    predicted_per_s: predicted.throughput_per_s,
    measured_per_s: sample.perSecond,
    ...(predicted.call_p95_ms !== undefined && { predicted_p95_ms: predicted.call_p95_ms }),
    ...(sample.call && { measured_p95_ms: sample.call.p95 }),
    state: stateOf(boundsOf(sample, constraints)),
    verdict: verdictOf(predicted, sample),
  };
}

function verdictOf(
  { throughput_per_s, rate_limited }: TuningPoint,
  sample: Awaited<ReturnType<typeof probe>>,
): TuningConfirmation['verdict'] {
  const refused = sample.attempts === 0 ? 0 : sample.rateLimited / sample.attempts;
  if (Math.abs(refused - rate_limited) > SAME_REFUSALS) return 'limits-differ';
  const change = sample.perSecond / throughput_per_s - 1;
  const chance = (CHANCE * sample.perSecondError) / throughput_per_s;
  if (Math.abs(change) <= Math.max(NEAR, chance)) return 'confirmed';
  return change < 0 ? 'slower' : 'faster';
}
