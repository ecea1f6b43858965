import type { RunResult } from '../core/run-result.ts';

/** An array that holds numbers alone, as `JSON.stringify` breaks it. No string of JSON contains a line break. */
const NUMBERS = /\[\n\s+([-+.\deE,\s]+?)\n\s*\]/g;

/** Any value, indented, with arrays of numbers on one line: a timeline has hundreds of them. */
export function indentJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    NUMBERS,
    (_, numbers: string) => `[${numbers.replace(/,\s+/g, ', ')}]`,
  );
}

/** The result as it is, indented, with a line break at the end. */
export function renderJson(result: RunResult): string {
  return `${indentJson(result)}\n`;
}
