import { boundsOf, stateOf } from '../../analyze/tune/judge-probe.ts';
import type { ProbeSample, Tuning, TuningConfirmation, TuningPoint } from '../../core/tuning.ts';
import type { Stage } from '../../runner/stage.ts';
import { affordable, CONFIRMED_ITEMS, itemsToConfirm, unaffordableNotice } from './budget.ts';
import { fitMock, strategyOf } from './fit-mock.ts';
import type { RangeKnob } from './knob.ts';
import { settingFor, turned } from './knob.ts';
import { firstItems, probe, widthOf } from './prober.ts';
import { searchOne } from './search.ts';
import { openTuneStage } from './stage.ts';
import type { TuneWork } from './tune.ts';

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
  const { confirm = 1 } = flags;
  const setting = settingFor(scenario.plan, strategyOf(scenario.plan, knob));
  const widthAt = (value: number) =>
    widthOf(turned(setting, knob, value).strategy, CONFIRMED_ITEMS);
  const most = itemsToConfirm(confirm, widthAt(knob.values.to));
  const stage = await openTuneStage(scenario, flags, io, stop.signal, most);
  try {
    const say = (text: string) => flags.quiet || io.stderr.write(`${text}\n`);
    say('recording the server');
    const mocked = await fitMock(work, knob, stage);
    say('searching on the mock that was fitted to them');
    const virtual = { ...work, scenario: { ...scenario, plan: mocked } };
    const mock = await openTuneStage(virtual.scenario, flags, io, stop.signal);
    const tuning = await searchOne(virtual, knob, mock);
    const confirmations: TuningConfirmation[] = [];
    const best = bestOf(tuning, confirm);
    const tried = affordable(best, ({ value }) => widthAt(value));
    for (const point of tried) {
      if (stop.signal.aborted) break;
      say(`trying ${point.value} for real`);
      const callMean = tuning.probes.find(({ purpose }) => purpose === 'seed')?.call_mean_ms ?? 0;
      const sample = (of: TuneWork, on: Stage) => probeAt(of, knob, on, point.value, callMean);
      // As many items: a bucket that is full at the beginning lifts a short probe above a long one.
      confirmations.push(
        compared(work, point.value, await sample(virtual, mock), await sample(work, stage)),
      );
    }
    const notices = [...tuning.notices, ...unaffordableNotice(tried.length, best.length)];
    return { ...tuning, confirmations, notices };
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
