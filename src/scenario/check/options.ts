import type { z } from 'zod';
import type { OptionSpec, OptionSpecs, OptionValues } from '../../core/option.ts';
import { parseDuration } from '../../core/units.ts';
import { fields } from './fields.ts';
import type { Refusal } from './leaf.ts';
import { expected, leaf, unknownName } from './leaf.ts';
import { showValue } from './show-value.ts';

/**
 * The check that follows from one option's description; the result is the value that a plan holds.
 */
export function optionSchema(spec: OptionSpec): z.ZodType {
  const check = leaf((value) => readOption(spec, value), refusalOf(spec));
  if (spec.default !== undefined) return check.prefault(spec.default);
  return spec.optional ? check.exactOptional() : check;
}

/** Checks for a group of options, to be spread into a larger set of fields. */
export function optionShape<S extends OptionSpecs>(specs: S) {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, optionSchema(spec)]),
  ) as { readonly [K in keyof S]: z.ZodType<OptionValues<S>[K & keyof OptionValues<S>]> };
}

/** Checks an object of options and fills in the defaults. */
export function optionsSchema<S extends OptionSpecs>(
  specs: S,
  what = 'options',
): z.ZodType<OptionValues<S>> {
  return fields(optionShape(specs), what) as unknown as z.ZodType<OptionValues<S>>;
}

function readOption(spec: OptionSpec, value: unknown): unknown {
  switch (spec.type) {
    case 'count':
      return Number.isSafeInteger(value) && isInRange(value, spec) ? value : undefined;
    case 'number':
      return Number.isFinite(value) && isInRange(value, spec) ? value : undefined;
    case 'duration':
      return parseDuration(value);
    case 'choice':
      return spec.of.find((word) => word === value);
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'points':
      return isCurve(value) ? value : undefined;
  }
}

function isInRange(value: unknown, { min, max }: { min: number; max?: number }): boolean {
  return typeof value === 'number' && value >= min && value <= (max ?? Number.POSITIVE_INFINITY);
}

function isCurve(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  let previous = 0;
  return value.every((point: unknown, index) => {
    if (!Array.isArray(point) || point.length !== 2) return false;
    const [n, ms]: unknown[] = point;
    if (!Number.isFinite(n) || typeof n !== 'number' || n <= previous) return false;
    previous = n;
    return (index > 0 || n === 1) && typeof ms === 'number' && Number.isFinite(ms) && ms > 0;
  });
}

function refusalOf(spec: OptionSpec): (value: unknown) => Refusal {
  switch (spec.type) {
    case 'count':
      return expected(`a whole number ${range(spec)}`, spec.hint);
    case 'number':
      return expected(`a number ${range(spec)}`, spec.hint);
    case 'flag':
      return expected('true or false', spec.hint);
    case 'points':
      return expected('pairs [n, ms] with n rising from 1 and ms above 0', spec.hint);
    case 'duration':
      return (value) => expected('a duration', spec.hint ?? durationHint(value))(value);
    case 'choice':
      return (value) => unknownWord(value, spec.of);
  }
}

function range({ min, max }: { min: number; max?: number }): string {
  return max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
}

/** A bare number in quotes is most often meant in seconds. */
function durationHint(value: unknown): string {
  const seconds = typeof value === 'string' ? Number(value.trim() || Number.NaN) : Number.NaN;
  const example = Number.isFinite(seconds) && seconds >= 0 ? seconds : 2;
  return `write a unit ("${example}s") or milliseconds as a number (${example * 1_000}).`;
}

/** Refuses a word that is not among the known ones. */
export function unknownWord(value: unknown, known: readonly string[]): Refusal {
  if (value === undefined) return { message: `missing; expected one of ${known.join(', ')}.` };
  return unknownName(`unknown value ${showValue(value)}`, String(value), known);
}
