import { statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BenchError } from '../core/errors.ts';
import { isPlainObject } from './check/fields.ts';
import { nearest } from './check/nearest.ts';
import { showValue } from './check/show-value.ts';
import { importError } from './import-error.ts';
import { neighbours } from './neighbours.ts';

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

/** How messages speak of what a file is to export. */
interface Wanted {
  readonly noun: string;
  /** What to write in the file. */
  readonly write: string;
  /** What to type on the command line. */
  readonly name: string;
}

const SCENARIO: Wanted = {
  noun: 'scenario',
  write: 'write export default defineScenario({ … }).',
  name: 'name a scenario file; npx bench init my-calls.ts writes one.',
};

/**
 * Imports a scenario file, TypeScript too, and returns its default export, not yet checked.
 *
 * @param path as the user typed it
 * @throws {BenchError} SCENARIO_MISSING when there is no such file, SCENARIO_UNREADABLE when it
 *   cannot be imported, SCENARIO_INVALID when it exports no object
 */
export function loadScenario(path: string): Promise<Readonly<Record<string, unknown>>> {
  return loadDefault(path, SCENARIO);
}

/** The default export of a file, as {@link loadScenario} reads it. */
export async function loadDefault(
  path: string,
  wanted: Wanted,
): Promise<Readonly<Record<string, unknown>>> {
  checkFile(path, wanted);
  const value = defaultExport(await importFile(path), path, wanted);
  if (isPlainObject(value)) return value;
  throw new BenchError(
    'SCENARIO_INVALID',
    `the default export of ${path} is ${showValue(value)}, not a ${wanted.noun}.`,
    { hint: wanted.write },
  );
}

function checkFile(path: string, { noun, name }: Wanted): void {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) throw missing(path, name);
  if (entry.isDirectory()) throw directory(path, noun);
  if (EXTENSIONS.includes(extname(path))) return;
  throw new BenchError(
    'SCENARIO_UNREADABLE',
    `${path} is no ${noun}: expected a file that ends in ${EXTENSIONS.join(', ')}.`,
    { hint: name },
  );
}

function missing(path: string, name: string): BenchError {
  const near = nearest(basename(path), scenariosBeside(path));
  const hint = near === undefined ? name : `did you mean ${join(dirname(path), near)}?`;
  return new BenchError('SCENARIO_MISSING', `there is no file ${path}.`, { hint });
}

function directory(path: string, noun: string): BenchError {
  const inside = scenariosBeside(join(path, 'x')).map((name) => join(path, name));
  const hint =
    inside.length > 0
      ? `name one of its files: ${inside.slice(0, 5).join(', ')}.`
      : `it holds no ${noun}; name a file that ends in .ts, .mts, .js or .mjs.`;
  return new BenchError('SCENARIO_UNREADABLE', `${path} is a directory, not a scenario.`, { hint });
}

function scenariosBeside(path: string): string[] {
  return neighbours(path).filter((name) => EXTENSIONS.includes(extname(name)));
}

async function importFile(path: string): Promise<object> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    throw importError(path, error);
  }
}

function defaultExport(module: object, path: string, { write }: Wanted): unknown {
  if ('default' in module) return module.default;
  throw new BenchError('SCENARIO_INVALID', `${path} has no default export.`, {
    hint: write,
  });
}
