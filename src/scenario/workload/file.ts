import { statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import type { OptionSpecs } from '../../core/option.ts';
import type { Context } from '../check/leaf.ts';
import { leaf, refuse, text } from '../check/leaf.ts';
import { nearest } from '../check/nearest.ts';
import { optionShape } from '../check/options.ts';
import { neighbours } from '../neighbours.ts';
import { itemShape } from './source.ts';

/**
 * The fields of a workload that is read from a file. `path` comes out relative to the current
 * folder.
 */
export function fileShape(directory: string) {
  return {
    path: text('the path of a file').transform((path, context) =>
      findFile(path, directory, context),
    ),
    ...itemShape,
    ...optionShape({
      limit: { type: 'count', min: 1, optional: true, summary: 'most rows to take' },
    } as const satisfies OptionSpecs),
  };
}

/** A file's path relative to the current folder. One that is not there is refused. */
export function findFile(
  path: string,
  directory: string,
  context: Context,
  at: readonly string[] = [],
): string {
  const file = isAbsolute(path) ? path : join(directory, path);
  if (!isFile(file)) refuse(context, noFile(file), at);
  return file;
}

/** The user's own function that makes a prompt of a row. */
export const promptFunction = leaf(
  (value) => (typeof value === 'function' ? (value as (row: unknown) => unknown) : undefined),
  () => ({ message: 'expected a function of the row.', hint: 'write prompt: (row) => row.text.' }),
);

/** What a row's tag is read from: a column, or the user's own function. */
export const tagOption = leaf(
  (value) =>
    typeof value === 'string' || typeof value === 'function'
      ? (value as string | ((row: unknown) => unknown))
      : undefined,
  () => ({
    message: 'expected the name of a column, or a function of the row.',
    hint: 'write tag: "customer".',
  }),
).exactOptional();

/** A tag as it stands in a row; rows of JSON need not have it. */
export function tagOf(
  row: Readonly<Record<string, unknown>>,
  tag: string | ((row: unknown) => unknown) | undefined,
): unknown {
  if (tag === undefined) return undefined;
  return typeof tag === 'string' ? row[tag] : tag(row);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function noFile(path: string) {
  const near = nearest(basename(path), neighbours(path));
  const message = `there is no file ${path}`;
  return {
    message: near === undefined ? `${message}.` : `${message}; did you mean "${near}"?`,
    hint: "paths are relative to the scenario's folder.",
  };
}
