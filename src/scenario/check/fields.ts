import { z } from 'zod';
import type { Refusal } from './leaf.ts';
import { expected, leaf } from './leaf.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A plain object, as `{ … }` makes it. */
export function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * An object with these fields and no others. A field that is `undefined` counts as absent, and each
 * unknown one is a mistake of its own.
 *
 * @param what names the object in the message to somebody who wrote something else
 */
export function fields<S extends z.core.$ZodShape>(
  shape: S,
  what: string,
  refusal: (value: unknown) => Refusal = expected(what),
) {
  const known = Object.keys(shape);
  // The catch-all refuses every key that it sees, so that the output holds nothing beside the
  // shape.
  const object = z.object(shape).catchall(unknownField(known)) as unknown as z.ZodObject<
    S,
    z.core.$strict
  >;
  return leaf((value) => (isPlainObject(value) ? withoutAbsent(value) : undefined), refusal).pipe(
    object as unknown as z.ZodType<z.output<typeof object>, Fields>,
  );
}

function withoutAbsent(value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

/**
 * The name of the field is known only from the path, so that its wording is left to
 * `toMistakes`.
 */
function unknownField(known: readonly string[]) {
  return z.custom(() => false, { params: { known } });
}
