import { z } from 'zod';
import type * as faultModels from '../../../mock-server/faults/index.ts';
import { faults } from '../../../mock-server/faults/registry.ts';
import type { FaultCondition, FaultPlan } from '../../core/fault-plan.ts';
import type { OptionInput, OptionSpecs } from '../../core/option.ts';
import type { VariantPlan } from '../../core/plan.ts';
import type { Duration, Milliseconds } from '../../core/units.ts';
import { parseDuration } from '../../core/units.ts';
import { fields, isPlainObject } from '../check/fields.ts';
import { expected, leaf } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';
import { tagged } from '../check/tagged.ts';

const conditionOptions = {
  rate: { type: 'number', min: 0, max: 1, optional: true, summary: 'share of the requests' },
  nth: { type: 'count', min: 1, optional: true, summary: 'only this request, from 1' },
  every: { type: 'count', min: 1, optional: true, summary: 'each n-th request' },
  model: { type: 'text', optional: true, summary: 'only requests for this model' },
  armed: { type: 'count', min: 1, optional: true, summary: 'hits until it is spent' },
} as const satisfies OptionSpecs;

type InputOf<M> = {
  [K in keyof M]: M[K] extends (...options: never) => infer I ? I : never;
}[keyof M];

/** When a fault hits: all that is named must hold; nothing named = every request. */
type ConditionInput = OptionInput<typeof conditionOptions> & {
  /** Only between these two times from the start of the round. */
  readonly window?: readonly [from: Duration, until: Duration];
  /** Only these items, by their position in the workload, from 0. */
  readonly items?: readonly number[];
};

/** A fault of the mock server: `{ kind: 'status', status: 529, rate: 0.01 }`. */
export type FaultInput = InputOf<typeof faultModels> & ConditionInput;

const window = leaf(
  readWindow,
  expected('two durations [from, until], the second one longer', "write window: ['10s', '20s']."),
);

const items = leaf(
  (value) => (Array.isArray(value) && value.every(isItem) ? (value as number[]) : undefined),
  expected('a list of item numbers, from 0', 'write items: [0, 7].'),
);

const conditionShape = {
  ...optionShape(conditionOptions),
  window: window.exactOptional(),
  items: items.exactOptional(),
};

const schemas = [...faults].map(([kind, { options }]) => {
  const shape = { ...optionShape(options), ...conditionShape };
  return [kind, fields(shape, 'options').transform((values) => split(kind, values))] as const;
});

/** A fault's name goes into the truth and into error messages. */
const id = leaf(
  (value) => (typeof value === 'string' && /^[a-z][\w.-]*$/i.test(value) ? value : undefined),
  expected('a name that starts with a letter', 'use letters, digits, dots and dashes.'),
);

/** Faults by their names, in the order in which they are tried. */
export const faultsSchema = leaf(
  (value) => (isPlainObject(value) ? value : undefined),
  expected('faults under their names', "write faults: { busy: { kind: 'status', rate: 0.01 } }."),
)
  .pipe(
    z.record(
      id,
      tagged(new Map<string, z.ZodType<Omit<FaultPlan, 'id'>>>(schemas), {
        noun: 'a fault',
        example: "{ kind: 'status', status: 529, rate: 0.01 }",
      }),
    ),
  )
  .transform((named: Record<string, Omit<FaultPlan, 'id'>>): FaultPlan[] =>
    Object.entries(named).map(([name, fault]) => ({ id: name, ...fault })),
  );

function split(kind: string, values: Record<string, unknown>): Omit<FaultPlan, 'id'> {
  const isCondition = ([name]: [string, unknown]) => name in conditionShape;
  const entries = Object.entries(values);
  const options = Object.fromEntries(entries.filter((entry) => !isCondition(entry)));
  return {
    kind,
    options: options as VariantPlan['options'],
    when: Object.fromEntries(entries.filter(isCondition)) as FaultCondition,
  };
}

function readWindow(value: unknown): readonly [Milliseconds, Milliseconds] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [from, until] = value.map(parseDuration);
  if (from === undefined || until === undefined) return undefined;
  return until > from ? [from, until] : undefined;
}

function isItem(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
