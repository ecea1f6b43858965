import type { OptionInput, OptionSpecs } from '../core/option.ts';
import type { OverflowPlan, Plan } from '../core/plan.ts';
import type { Milliseconds } from '../core/units.ts';
import type { OpenLoad } from './arrivals/schema.ts';
import type { Context } from './check/leaf.ts';
import { refuse } from './check/leaf.ts';
import { optionSchema, optionsSchema } from './check/options.ts';

const phaseOptions = {
  warmUp: { type: 'count', min: 1, summary: 'items that are run first and not measured' },
  maxDuration: { type: 'duration', summary: 'when a round takes up no further item' },
  drainTimeout: { type: 'duration', summary: 'how long items may still end after that' },
} as const satisfies OptionSpecs;

const overflowOptions = {
  policy: {
    type: 'choice',
    of: ['queue', 'drop', 'fail'],
    default: 'queue',
    summary: 'what becomes of an item that finds too many waiting',
  },
  waiting: {
    type: 'count',
    min: 0,
    default: 0,
    summary: 'most items that are due and not yet pulled; 0 = somebody must be free at once',
  },
  allowed: {
    type: 'flag',
    default: false,
    summary: 'whether a run with dropped items is a result all the same',
  },
} as const satisfies OptionSpecs;

export type OverflowOptions = OptionInput<typeof overflowOptions>;

/** Checks of what bounds a round in time and in waiting items, to be spread into the scenario's. */
export const phaseShape = {
  warmUp: optionSchema(phaseOptions.warmUp).exactOptional(),
  maxDuration: optionSchema(phaseOptions.maxDuration).exactOptional(),
  drainTimeout: optionSchema(phaseOptions.drainTimeout).exactOptional(),
  overflow: optionsSchema(
    overflowOptions,
    "options, for example { policy: 'drop' }",
  ).exactOptional(),
};

/** What a round is given to drain when its load ends by the clock. */
const DRAIN: Milliseconds = 30_000;

/** The phases of a round as a scenario names them. */
export interface Phases {
  readonly warmUp?: number;
  readonly maxDuration?: Milliseconds;
  readonly drainTimeout?: Milliseconds;
  readonly overflow?: Omit<OverflowPlan, 'policy'> & { readonly policy: string };
}

/**
 * What a plan holds of a round's phases.
 *
 * A load that ends by the clock is drained for 30 s; one that ends with its workload is waited for, because whoever names a
 * number of items wants all of them.
 */
export function planPhases(
  phases: Phases,
  load: OpenLoad | undefined,
  count: number | undefined,
  context: Context,
): Pick<Plan, 'warmUp' | 'maxDuration' | 'drainTimeout' | 'overflow'> {
  const { warmUp, maxDuration, overflow } = phases;
  const endsByClock = maxDuration !== undefined || load?.arrivals.end !== undefined;
  const drainTimeout = phases.drainTimeout ?? (endsByClock ? DRAIN : undefined);
  if (warmUp !== undefined && count !== undefined && warmUp >= count) {
    refuse(context, nothingLeft(warmUp, count), ['warmUp']);
  }
  if (!load && phases.drainTimeout !== undefined && maxDuration === undefined) {
    refuse(context, NO_END, ['drainTimeout']);
  }
  if (!load && overflow) refuse(context, NO_LOAD, ['overflow']);
  return {
    ...(warmUp !== undefined && { warmUp }),
    ...(maxDuration !== undefined && { maxDuration }),
    ...(drainTimeout !== undefined && { drainTimeout }),
    ...(overflow && overflow.policy !== 'queue' && { overflow: overflow as OverflowPlan }),
  };
}

function nothingLeft(warmUp: number, count: number) {
  return {
    message: `expected less than the ${count} items of the workload, got ${warmUp}.`,
    hint: 'these items are taken from its beginning: add them to its number.',
  };
}

const NO_END = {
  message: 'there is nothing to drain: all items are due at the start.',
  hint: "name maxDuration: '60s', or a load such as poisson({ perSecond: 10 }).",
};

const NO_LOAD = {
  message: 'nothing overflows: all items are due at the start, and wait there.',
  hint: 'name a load such as poisson({ perSecond: 10 }), or leave overflow out.',
};
