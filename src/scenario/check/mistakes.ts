import type { z } from 'zod';
import type { Mistake } from '../../core/errors.ts';
import { unknownName } from './leaf.ts';

type Path = readonly PropertyKey[];

/**
 * The issues of a check as mistakes, in the order in which the user wrote the fields; absent fields
 * come last.
 */
export function toMistakes(issues: readonly z.core.$ZodIssue[], input: unknown): Mistake[] {
  return issues
    .map((issue) => ({ mistake: toMistake(issue), place: placeOf(issue.path, input) }))
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map(({ mistake }) => mistake);
}

function toMistake(issue: z.core.$ZodIssue): Mistake {
  // The check of a record's key arrives wrapped.
  const inner = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  const { message, hint } = refusalOf(inner, issue.path);
  return { path: pathText(issue.path), message, ...(hint === undefined ? {} : { hint }) };
}

function refusalOf(issue: z.core.$ZodIssue, path: Path): { message: string; hint?: string } {
  if (issue.code !== 'custom') return { message: issue.message };
  const { hint, known }: { hint?: string; known?: string[] } = issue.params ?? {};
  if (known !== undefined) {
    const { message, hint: names = '' } = unknownName('unknown option', nameAt(path), known);
    return { message, hint: known.length > 0 ? names : 'it takes no options.' };
  }
  return hint === undefined ? { message: issue.message } : { message: issue.message, hint };
}

function nameAt(path: Path): string {
  return String(path.at(-1) ?? '');
}

/**
 * A path as one would type it: `strategies.semaphore-5.size`, `workload[3].prompt`; the root is the
 * scenario.
 */
export function pathText(path: Path): string {
  return path.length === 0 ? 'scenario' : path.map(stepText).join('').replace(/^\./, '');
}

function stepText(step: PropertyKey): string {
  if (typeof step === 'number') return `[${step}]`;
  const name = String(step);
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Position of each step of a path among its siblings. */
function placeOf(path: Path, input: unknown): number[] {
  let value = input;
  return path.map((step) => {
    if (typeof value !== 'object' || value === null) return Number.POSITIVE_INFINITY;
    const position = Object.keys(value).indexOf(String(step));
    value = Reflect.get(value, step);
    return position < 0 ? Number.POSITIVE_INFINITY : position;
  });
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const left = a[i] ?? 0;
    const right = b[i] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
