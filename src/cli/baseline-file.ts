import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Arm } from '../analyze/compare/compare-runs.ts';
import { armOf } from '../analyze/compare/compare-runs.ts';
import { BenchError } from '../core/errors.ts';
import { parseBaseline } from '../schema/baseline.ts';
import { parseRunResult } from '../schema/run-result.ts';
import { readJson } from './result-file.ts';

const FOLDER = join('reports', 'baselines');

/** Where a baseline of this name lies. */
function baselinePath(name: string): string {
  return join(FOLDER, `${name}.json`);
}

/**
 * Reads what a run is compared with: the name of a stored baseline, its file, or the result of an earlier run.
 *
 * @throws {BenchError} RESULT_INVALID when there is none, or it is no evidence
 */
export function readArm(nameOrFile: string): Arm {
  const isFile = nameOrFile.endsWith('.json') || existsSync(nameOrFile);
  const file = isFile ? nameOrFile : baselinePath(nameOrFile);
  const value = readJson(file, 'store one first: bench run SCENARIO --save-baseline NAME.');
  if (isBaseline(value)) return { label: nameOrFile, measured: parseBaseline(value, file) };
  const result = parseRunResult(value, file);
  const { status } = result.verdict;
  if (result.complete && status !== 'invalid' && status !== 'error') {
    return armOf(result, nameOrFile);
  }
  const what = result.complete ? 'an invalid' : 'a partial';
  throw new BenchError('RESULT_INVALID', `${file} is ${what} result, which proves nothing.`, {
    hint: 'run it again to its end, and compare that.',
  });
}

function isBaseline(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'baseline';
}
