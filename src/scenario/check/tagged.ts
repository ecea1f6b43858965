import { z } from 'zod';
import { isPlainObject } from './fields.ts';
import type { Context } from './leaf.ts';
import { expected, refuse } from './leaf.ts';
import { unknownWord } from './leaf-options.ts';

/** How messages speak of a family of variants. */
export interface Family {
  /** With its article: "a strategy". */
  readonly noun: string;
  /** Something to type: `semaphore({ size: 5 })`. */
  readonly example: string;
}

/** Checks an object by the schema that its `kind` names. */
export function tagged<T>(schemas: ReadonlyMap<string, z.ZodType<T>>, family: Family) {
  return z.unknown().transform(async (value, context): Promise<T> => {
    if (!isPlainObject(value)) {
      refuse(context, expected(family.noun, remedy(value, family))(value));
      return z.NEVER;
    }
    const { kind, ...options } = value;
    const schema = schemas.get(String(kind));
    if (schema === undefined || typeof kind !== 'string') {
      refuse(context, unknownWord(kind, [...schemas.keys()]), ['kind']);
      return z.NEVER;
    }
    return delegate(schema, options, context);
  });
}

/** Hands a value to another schema and reports what that one refuses as if it were this one's. */
export async function delegate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  context: Context,
): Promise<T> {
  const parsed = await schema.safeParseAsync(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
  }
  return z.NEVER;
}

/** Builders are functions with a kind; forgetting to call one is the commonest slip. */
function remedy(value: unknown, { example }: Family): string {
  if (typeof value !== 'function') return `for example ${example}.`;
  return `call the builder, for example ${example}.`;
}
