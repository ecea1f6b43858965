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

/**
 * Imports a scenario file, TypeScript too, and returns its default export, not yet checked.
 *
 * @param path as the user typed it
 * @throws {BenchError} SCENARIO_MISSING when there is no such file, SCENARIO_UNREADABLE when it
 *   cannot be imported, SCENARIO_INVALID when it exports no object
 */
export async function loadScenario(path: string): Promise<Readonly<Record<string, unknown>>> {
  checkFile(path);
  const scenario = defaultExport(await importFile(path), path);
  if (isPlainObject(scenario)) return scenario;
  throw new BenchError(
    'SCENARIO_INVALID',
    `the default export of ${path} is ${showValue(scenario)}, not a scenario.`,
    { hint: 'write export default defineScenario({ … }).' },
  );
}

function checkFile(path: string): void {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) throw missing(path);
  if (entry.isDirectory()) throw directory(path);
  if (EXTENSIONS.includes(extname(path))) return;
  throw new BenchError(
    'SCENARIO_UNREADABLE',
    `${path} is no scenario: expected a file that ends in ${EXTENSIONS.join(', ')}.`,
    { hint: 'name a scenario file: bench run scenarios/concurrency.ts.' },
  );
}

function missing(path: string): BenchError {
  const near = nearest(basename(path), scenariosBeside(path));
  const hint =
    near === undefined
      ? 'name a scenario file: bench run scenarios/concurrency.ts.'
      : `did you mean ${join(dirname(path), near)}?`;
  return new BenchError('SCENARIO_MISSING', `there is no file ${path}.`, { hint });
}

function directory(path: string): BenchError {
  const inside = scenariosBeside(join(path, 'x')).map((name) => join(path, name));
  const hint =
    inside.length > 0
      ? `name one of its files: ${inside.slice(0, 5).join(', ')}.`
      : 'it holds no scenario; name a file that ends in .ts, .mts, .js or .mjs.';
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

function defaultExport(module: object, path: string): unknown {
  if ('default' in module) return module.default;
  throw new BenchError('SCENARIO_INVALID', `${path} has no default export.`, {
    hint: 'write export default defineScenario({ … }).',
  });
}
