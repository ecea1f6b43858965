import { checkProfile } from '../../analyze/calibrate/check-profile.ts';
import { fitProfile } from '../../analyze/calibrate/fit-profile.ts';
import type { RecordedItem } from '../../analyze/calibrate/recorded.ts';
import { boundsOf, stateOf } from '../../analyze/tune/judge-probe.ts';
import { BenchError } from '../../core/errors.ts';
import type { Plan, StrategyPlan } from '../../core/plan.ts';
import type { ProbeSample, Tuning, TuningConfirmation, TuningPoint } from '../../core/tuning.ts';
import { formatDuration } from '../../render/format.ts';
import { runPlan } from '../../runner/run-plan.ts';
import type { Stage } from '../../runner/stage.ts';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { replay } from '../calibrate/replay.ts';
import { describeEnvironment } from '../environment.ts';
import type { Knob, RangeKnob } from './knob.ts';
import { settingFor, turned } from './knob.ts';
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
/** Standard errors that are chance, so that what lies beyond them is seen in 95 % of cases. */
const CHANCE = 2;
/** Share of attempts by which refusals may differ. */
const SAME_REFUSALS = 0.02;

/**
 * Closes the loop: records the scenario's own target for a short time, fits a mock to it, searches there in virtual time, and tries
 * the best values for real.
 */
export async function confirmBest(work: TuneWork, knob: RangeKnob): Promise<Tuning> {
  const { scenario, flags, io, stop } = work;
  const stage = await openTuneStage(scenario, flags, io, stop.signal);
  try {
    const say = (text: string) => flags.quiet || io.stderr.write(`${text}\n`);
    say(`recording ${RECORDED_AT.length * RECORDED_ITEMS} items`);
    const mocked = await fitMock(work, knob, stage);
    say('searching on the mock that was fitted to them');
    const virtual = { ...work, scenario: { ...scenario, plan: mocked } };
    const mock = await openTuneStage(virtual.scenario, flags, io, stop.signal);
    const tuning = await searchOne(virtual, knob, mock);
    const confirmations: TuningConfirmation[] = [];
    for (const point of bestOf(tuning, flags.confirm ?? 1)) {
      if (stop.signal.aborted) break;
      say(`trying ${point.value} for real`);
      const callMean = tuning.probes.find(({ purpose }) => purpose === 'seed')?.call_mean_ms ?? 0;
      const sample = (of: TuneWork, on: Stage) => probeAt(of, knob, on, point.value, callMean);
      // As many items: a bucket that is full at the beginning lifts a short probe above a long one.
      confirmations.push(
        compared(work, point.value, await sample(virtual, mock), await sample(work, stage)),
      );
    }
    return { ...tuning, confirmations };
  } finally {
    await stage.close();
  }
}

/** The scenario's plan, with a mock in place of its target. */
async function fitMock({ scenario, stop }: TuneWork, knob: RangeKnob, stage: Stage): Promise<Plan> {
  const { plan, workload, code } = scenario;
  const strategy = strategyOf(plan, knob);
  const values = RECORDED_AT.map((value) =>
    Math.min(knob.values.to, Math.max(knob.values.from, value)),
  );
  const strategies = [...new Set(values)].map((value) => ({
    ...turned(settingFor(plan, strategy), knob, value).strategy,
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
  const replayed = await replay({ ...recorded, verdict: UNJUDGED }, mock);
  const off = checkProfile(recorded.strategies, replayed, fitted.fit.lognormal.sigma).find(
    ({ verdict }) => verdict === 'off',
  );
  if (off) {
    const [told, found] = [off.recorded_ms, off.mock_ms].map(formatDuration);
    throw new BenchError(
      'TARGET_UNREACHABLE',
      `the mock is too far off to stand for the server: ${off.figure} is ${found}, and was ${told}.`,
      {
        hint: 'record more: bench run with several sizes, then bench calibrate.',
      },
    );
  }
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

const UNJUDGED = { status: 'pass', exitCode: 0, reasons: [] } as const;

async function probeAt(
  { scenario, constraints, stop }: TuneWork,
  knob: RangeKnob,
  stage: Stage,
  value: number,
  callMean: number,
): Promise<ProbeSample> {
  const { plan, workload, code } = scenario;
  const strategy = strategyOf(plan, knob);
  const items = await firstItems(workload);
  return probe(
    { plan, stage, code, items, constraints, signal: stop.signal, onTold() {}, onSent() {} },
    turned(settingFor(plan, strategy), knob, value),
    { seed: plan.seed + 1, items: CONFIRMED_ITEMS, callMean },
  );
}

/** @throws {BenchError} USAGE for an option that belongs to no strategy */
function strategyOf({ strategies }: Plan, knob: Knob): StrategyPlan {
  const strategy = strategies.find(({ name }) => name === knob.strategy);
  if (strategy) return strategy;
  throw new BenchError('USAGE', '--confirm varies an option of a strategy; nothing was sent.', {
    hint: 'write --vary pool.size=1..200.',
  });
}

function compared(
  { constraints }: TuneWork,
  value: number,
  predicted: ProbeSample,
  measured: ProbeSample,
): TuningConfirmation {
  return {
    value,
    items: measured.items,
    predicted_per_s: predicted.perSecond,
    measured_per_s: measured.perSecond,
    ...(predicted.call && { predicted_p95_ms: predicted.call.p95 }),
    ...(measured.call && { measured_p95_ms: measured.call.p95 }),
    state: stateOf(boundsOf(measured, constraints)),
    verdict: verdictOf(predicted, measured),
  };
}

function verdictOf(predicted: ProbeSample, measured: ProbeSample): TuningConfirmation['verdict'] {
  if (Math.abs(refused(measured) - refused(predicted)) > SAME_REFUSALS) return 'limits-differ';
  const change = measured.perSecond / predicted.perSecond - 1;
  const error = Math.hypot(measured.perSecondError, predicted.perSecondError);
  if (Math.abs(change) <= Math.max(NEAR, (CHANCE * error) / predicted.perSecond))
    return 'confirmed';
  return change < 0 ? 'slower' : 'faster';
}

function refused({ attempts, rateLimited }: ProbeSample): number {
  return attempts === 0 ? 0 : rateLimited / attempts;
}
