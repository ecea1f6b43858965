import { checkProfile } from '../../analyze/calibrate/check-profile.ts';
import { fitProfile } from '../../analyze/calibrate/fit-profile.ts';
import type { RecordedItem } from '../../analyze/calibrate/recorded.ts';
import { BenchError } from '../../core/errors.ts';
import type { Plan, StrategyPlan } from '../../core/plan.ts';
import { formatDuration } from '../../render/format.ts';
import { runPlan } from '../../runner/run-plan.ts';
import type { Stage } from '../../runner/stage.ts';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { replay } from '../calibrate/replay.ts';
import { describeEnvironment } from '../environment.ts';
import { RECORDED_AT, RECORDED_ITEMS } from './budget.ts';
import type { Knob, RangeKnob } from './knob.ts';
import { settingFor, turned } from './knob.ts';
import { firstItems } from './prober.ts';
import type { TuneWork } from './tune.ts';

/**
 * Records the scenario's target for a short time, and gives its plan a mock that was fitted to that in place of it.
 *
 * @throws {BenchError} TARGET_UNREACHABLE when the mock would not stand for the server
 */
export async function fitMock(
  { scenario, stop }: TuneWork,
  knob: RangeKnob,
  stage: Stage,
): Promise<Plan> {
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

const UNJUDGED = { status: 'pass', exitCode: 0, reasons: [] } as const;

/** @throws {BenchError} USAGE for an option that belongs to no strategy */
export function strategyOf({ strategies }: Plan, knob: Knob): StrategyPlan {
  const strategy = strategies.find(({ name }) => name === knob.strategy);
  if (strategy) return strategy;
  throw new BenchError('USAGE', '--confirm varies an option of a strategy; nothing was sent.', {
    hint: 'write --vary pool.size=1..200.',
  });
}
