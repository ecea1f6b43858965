import { z } from 'zod';
import type { Item } from '../../core/item.ts';
import type { VariantPlan } from '../../core/plan.ts';
import type { AnswerCheck } from '../../core/user-code.ts';
import { fields } from '../check/fields.ts';
import { expected, leaf } from '../check/leaf.ts';
import { optionSchema } from '../check/options.ts';
import { delegate, tagged } from '../check/tagged.ts';
import type { JsonInput, Repair, SchemaLike } from './json.ts';
import { createJsonCheck } from './json.ts';
import type { TextInput } from './text.ts';
import { createTextCheck } from './text.ts';

/** The user's own check. Anything but true is a failure; text says why. */
export type ExpectFunction = (answer: string, item: Item) => boolean | string;

/** What every answer must be like; one that is not counts as `invalid-output`. */
export type ExpectInput = JsonInput | TextInput | ExpectFunction;

/** A check of answers, with its part of the plan. */
export interface Expectation {
  readonly plan: VariantPlan;
  readonly check: AnswerCheck;
}

const json: z.ZodType<Expectation> = fields(
  {
    schema: leaf(
      (value) => (isSchema(value) ? value : undefined),
      expected('a schema', 'a Standard Schema, for example z.object({ label: z.string() }).'),
    ).exactOptional(),
    repair: optionSchema({
      type: 'choice',
      of: ['none', 'extract', 'jsonrepair'],
      default: 'none',
      summary: 'what may be done to an answer before it is given up',
    }) as z.ZodType<Repair>,
  },
  'json({ … })',
).transform(({ schema, repair }) => ({
  plan: { kind: 'json', options: { schema: schema !== undefined, repair } },
  check: createJsonCheck({ schema, repair }),
}));

const text: z.ZodType<Expectation> = fields(
  {
    match: leaf(
      (value) => (typeof value === 'string' || value instanceof RegExp ? value : undefined),
      expected('text or a pattern', 'write text(/^(yes|no)$/i).'),
    ),
  },
  'text(…)',
).transform(({ match }) => ({
  plan: { kind: 'text', options: { match: String(match) } },
  check: createTextCheck({ kind: 'text', match }),
}));

const byKind = tagged(new Map([...Object.entries({ json, text })]), {
  noun: 'what an answer must be like',
  example: "json({ repair: 'extract' }), text(/yes|no/) or a function",
});

export const expectSchema = z.unknown().transform(async (value, context): Promise<Expectation> => {
  if (typeof value !== 'function') return delegate(byKind, value, context);
  return { plan: { kind: 'function', options: {} }, check: toCheck(value as ExpectFunction) };
});

function isSchema(value: unknown): value is SchemaLike {
  return typeof value === 'object' && value !== null && '~standard' in value;
}

function toCheck(expect: ExpectFunction): AnswerCheck {
  return (answer, item) => {
    const verdict = expect(answer, item);
    if (verdict === true) return undefined;
    return typeof verdict === 'string' ? verdict : 'the answer is not what was expected';
  };
}
