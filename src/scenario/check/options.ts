import { z } from 'zod';
import { latencies } from '../../../mock-server/latency/registry.ts';
import type { OptionSpec, OptionSpecs, OptionValues } from '../../core/option.ts';
import type { VariantPlan } from '../../core/plan.ts';
import { parseDuration } from '../../core/units.ts';
import type { OptionMistake, VariantDefinition } from '../../core/variant.ts';
import { fields } from './fields.ts';
import { expected, leaf, refuse } from './leaf.ts';
import { leafSchema } from './leaf-options.ts';
import type { Family } from './tagged.ts';
import { delegate, tagged } from './tagged.ts';

/**
 * The check that follows from one option's description; the result is the value that a plan holds.
 */
export function optionSchema(spec: OptionSpec): z.ZodType {
  const check = checkOf(spec);
  if (spec.default !== undefined) return check.prefault(spec.default as never);
  return spec.optional ? check.exactOptional() : check;
}

type OptionShape<S extends OptionSpecs> = {
  readonly [K in keyof S]: S[K] extends { readonly optional: true }
    ? z.ZodExactOptional<z.ZodType<Exclude<OptionValues<S>[K & keyof OptionValues<S>], undefined>>>
    : z.ZodType<OptionValues<S>[K & keyof OptionValues<S>]>;
};

/** Checks for a group of options, to be spread into a larger set of fields. */
export function optionShape<S extends OptionSpecs>(specs: S): OptionShape<S> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, optionSchema(spec)]),
  ) as unknown as OptionShape<S>;
}

/** Checks an object of options and fills in the defaults. */
export function optionsSchema<S extends OptionSpecs>(
  specs: S,
  what = 'options',
): z.ZodType<OptionValues<S>> {
  return fields(optionShape(specs), what) as unknown as z.ZodType<OptionValues<S>>;
}

/** Checks a variant by the options that its definition describes. */
export function variantSchema(
  registry: ReadonlyMap<string, VariantDefinition>,
  family: Family,
): z.ZodType<VariantPlan> {
  return tagged(variantSchemas(registry), family);
}

/** The check of each variant's options, by its kind. */
export function variantSchemas(
  registry: ReadonlyMap<string, VariantDefinition>,
): Map<string, z.ZodType<VariantPlan>> {
  return new Map([...registry].map(([kind, definition]) => [kind, planOf(definition)]));
}

function planOf(definition: VariantDefinition): z.ZodType<VariantPlan> {
  const { kind, options } = definition;
  return optionsSchema(options).transform((values, context) => {
    const completed = definition.complete?.(values) ?? values;
    if (!isMistake(completed)) return { kind, options: completed as VariantPlan['options'] };
    refuse(context, completed, [completed.mistake]);
    return z.NEVER;
  });
}

function isMistake(completed: object): completed is OptionMistake {
  return 'mistake' in completed;
}

function checkOf(spec: OptionSpec): z.ZodType {
  if (spec.type === 'distribution') return distribution;
  if (spec.type === 'list') return listSchema(spec.of, spec.hint);
  return leafSchema(spec);
}

function listSchema(specs: OptionSpecs, hint: string | undefined): z.ZodType {
  return leaf(
    (value) => (Array.isArray(value) && value.length > 0 ? value : undefined),
    expected('a list with at least one entry', hint),
  ).pipe(z.array(optionsSchema(specs)));
}

/** Built when it is first used, because distributions may hold distributions. */
let distributions: z.ZodType<VariantPlan> | undefined;

/** A distribution by its kind, or a duration, which stands for a constant one. */
const distribution = z.unknown().transform((value, context) => {
  const ms = parseDuration(value);
  if (ms !== undefined) return { kind: 'constant', options: { ms } };
  distributions ??= variantSchema(latencies, {
    noun: 'a distribution',
    example: "lognormal({ mean: '2s' })",
  });
  return delegate(distributions, value, context);
});
