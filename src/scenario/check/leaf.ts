import { z } from 'zod';
import { nearest } from './nearest.ts';
import { showValue } from './show-value.ts';

/** What is said of a value that is not accepted. */
export interface Refusal {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Where a schema's own code reports what it refuses. */
export interface Context {
  readonly issues: z.core.$ZodRawIssue[];
}

/** Reports a refusal at the value in hand, or at a path below it. */
export function refuse(
  context: Context,
  refusal: Refusal,
  path: readonly PropertyKey[] = [],
): void {
  const { message, hint } = refusal;
  context.issues.push({
    code: 'custom',
    input: undefined,
    message,
    path: [...path],
    params: { hint },
  });
}

/** A single value. What `read` does not understand is refused in the words of `refusal`. */
export function leaf<T>(
  read: (value: unknown) => T | undefined,
  refusal: (value: unknown) => Refusal,
) {
  return z.unknown().transform((value, context): T => {
    const result = read(value);
    if (result !== undefined) return result;
    refuse(context, refusal(value));
    return z.NEVER;
  });
}

/** Words a refusal as what was expected and what was got. */
export function expected(what: string, hint?: string) {
  return (value: unknown): Refusal => ({
    message:
      value === undefined
        ? `missing; expected ${what}.`
        : `expected ${what}, got ${showValue(value)}.`,
    hint,
  });
}

/** Words the refusal of a name that is not among the known ones. */
export function unknownName(subject: string, name: string, known: readonly string[]): Refusal {
  const near = nearest(name, known);
  return {
    message: near === undefined ? `${subject}.` : `${subject}; did you mean "${near}"?`,
    hint: `known: ${known.join(', ')}.`,
  };
}

/** Text of at least one character. */
export function text(what: string, hint?: string) {
  return leaf(
    (value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined),
    expected(what, hint),
  );
}
