import { statSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import type { OptionSpecs } from '../../core/option.ts';
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
    path: text('the path of a file').transform((path, context) => {
      const file = isAbsolute(path) ? path : join(directory, path);
      if (!isFile(file)) refuse(context, noFile(file));
      return file;
    }),
    ...itemShape,
    ...optionShape({
      limit: { type: 'count', min: 1, optional: true, summary: 'most rows to take' },
    } as const satisfies OptionSpecs),
  };
}

/** The user's own function that makes a prompt of a row. */
export const promptFunction = leaf(
  (value) => (typeof value === 'function' ? (value as (row: unknown) => unknown) : undefined),
  () => ({ message: 'expected a function of the row.', hint: 'write prompt: (row) => row.text.' }),
);

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
