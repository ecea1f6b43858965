import type { OptionSpecs } from '../core/option.ts';
import type { Plan, SloPlan } from '../core/plan.ts';
import type { AssertFunction, TaskFunction, UserCode } from '../core/user-code.ts';
import { loadSchema } from './arrivals/schema.ts';
import { fields } from './check/fields.ts';
import type { Context } from './check/leaf.ts';
import { expected, leaf, refuse, text } from './check/leaf.ts';
import { optionSchema } from './check/options.ts';
import { expectSchema } from './expect/schema.ts';
import type { Phases } from './phases.ts';
import { phaseShape, planPhases } from './phases.ts';
import { retrySchema, timeoutsSchema } from './policies.ts';
import type { Costs } from './prices/plan-cost.ts';
import { maxCostOption, planCost } from './prices/plan-cost.ts';
import { pricesSchema } from './prices/schema.ts';
import { limitsOfStreams, sloSchema } from './slo.ts';
import { strategiesSchema } from './strategies.ts';
import { targetSchema } from './target/schema.ts';
import { thresholdsSchema } from './thresholds/schema.ts';
import { workloadSchema } from './workload/schema.ts';
import type { Place } from './workload/source.ts';

/** What a scenario's check depends on besides the scenario. */
export interface Setting extends Place {
  /** Name of a scenario that names itself nothing. */
  readonly name: string;
  readonly clock: Plan['clock'];
  /** Rounds to run, each with a seed of its own. */
  readonly rounds: number;
  /** Names of its strategies, for the selectors of thresholds. */
  readonly strategies: readonly string[];
}

export const DEFAULT_SEED = 1;

/** Checks a whole scenario and fills in every default. */
export function planSchema({ name, clock, rounds, strategies: names, ...place }: Setting) {
  const shape = {
    name: scenarioName.prefault(name),
    question: text('the question, as one sentence').exactOptional(),
    clock: realClock.exactOptional(),
    seed: optionSchema(seedOption),
    target: targetSchema(place.seed, place.directory),
    workload: workloadSchema(place),
    load: loadSchema(place.directory).exactOptional(),
    ...phaseShape,
    retry: retrySchema.prefault({}),
    timeouts: timeoutsSchema.prefault({}),
    slo: sloSchema.exactOptional(),
    prices: pricesSchema(place.directory).exactOptional(),
    maxCost: optionSchema(maxCostOption).exactOptional(),
    task: taskFunction.exactOptional(),
    expect: expectSchema.exactOptional(),
    strategies: strategiesSchema,
    thresholds: thresholdsSchema(names).exactOptional(),
    assert: assertFunction.exactOptional(),
  };
  return fields(shape, 'a scenario')
    .check(refuseUnmeasurable)
    .transform(
      ({ name, question, target, workload: { plan, workload }, load, ...rest }, context) => ({
        plan: {
          scenario: name,
          ...(question === undefined ? {} : { question }),
          seed: place.seed,
          seeds: Array.from({ length: rounds }, (_, round) => place.seed + round),
          clock,
          target,
          workload: plan,
          ...(load && { load: load.plan }),
          ...planPhases(rest as Phases, load, plan.count, context),
          retry: rest.retry,
          timeouts: rest.timeouts,
          ...(rest.slo && Object.keys(rest.slo).length > 0 && { slo: rest.slo }),
          ...planCost(target, rest as Costs, context),
          ...(rest.task && { task: true }),
          ...(rest.expect && { expect: rest.expect.plan }),
          strategies: rest.strategies.plans,
          ...(rest.thresholds && rest.thresholds.length > 0 && { thresholds: rest.thresholds }),
        } satisfies Plan,
        code: {
          custom: rest.strategies.custom,
          ...(rest.task && { task: rest.task }),
          ...(rest.expect && { check: rest.expect.check }),
          ...(rest.assert && { assert: rest.assert }),
        } satisfies UserCode,
        workload: load ? { ...workload, arrivals: load.arrivals } : workload,
      }),
    );
}

/** Without a stream nobody sees tokens come, and goodput could not be told. */
function refuseUnmeasurable({
  value: { slo = {}, target },
  issues,
}: {
  readonly value: { readonly slo?: SloPlan | undefined; readonly target: Plan['target'] };
  readonly issues: Context['issues'];
}): void {
  if (target.stream) return;
  for (const name of limitsOfStreams(slo)) {
    const message = 'only streams have it, and the target does not stream.';
    refuse({ issues }, { message, hint: 'set stream: true in target.' }, ['slo', name]);
  }
}

const seedOption: OptionSpecs[string] = {
  type: 'count',
  min: 0,
  default: DEFAULT_SEED,
  summary: 'every random draw of a run follows from it',
};

const scenarioName = leaf(
  (value) =>
    typeof value === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value) ? value : undefined,
  expected('a name in kebab-case', 'use lower-case letters, digits and dashes: rate-limits.'),
);

const realClock = leaf(
  (value) => (value === 'real' ? value : undefined),
  expected("'real'", 'leave it out, and choose the clock of a run with --clock.'),
);

const taskFunction = leaf(
  (value) => (typeof value === 'function' ? (value as TaskFunction) : undefined),
  expected('a function', 'write task: async (item, { call, map }) => { … }.'),
);

const assertFunction = leaf(
  (value) => (typeof value === 'function' ? (value as AssertFunction) : undefined),
  expected('a function', 'write assert: ({ by, expect }) => { … }.'),
);
