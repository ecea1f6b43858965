import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Arm } from '../analyze/compare/compare-runs.ts';
import { armOf } from '../analyze/compare/compare-runs.ts';
import { toBaseline } from '../analyze/compare/to-baseline.ts';
import type { Baseline } from '../core/baseline.ts';
import { BenchError } from '../core/errors.ts';
import type { RunResult } from '../core/run-result.ts';
import { indentJson } from '../render/json.ts';
import { parseBaseline } from '../schema/baseline.ts';
import { parseRunResult } from '../schema/run-result.ts';
import { makeFolder } from './make-folder.ts';
import { readJson } from './result-file.ts';
import { notWritable, writeFile } from './write-file.ts';

const FOLDER = join('reports', 'baselines');
const REMEDY = `make ${FOLDER} writable.`;

/** Where a baseline of this name lies. */
function baselinePath(name: string): string {
  return join(FOLDER, `${name}.json`);
}

/**
 * Reads what a run is compared with: the name of a stored baseline, its file, or the result of an earlier run or
 * its folder.
 *
 * @throws {BenchError} RESULT_INVALID when there is none, or it is no evidence
 */
export function readArm(nameOrFile: string): Arm {
  const file = armPath(nameOrFile);
  const value = readJson(file, 'store one first: bench run SCENARIO --save-baseline NAME.');
  if (isBaseline(value)) return { label: nameOrFile, measured: parseBaseline(value, file) };
  return fitArm(parseRunResult(value, file), nameOrFile, file);
}

/**
 * A result as one side of a comparison.
 *
 * @throws {BenchError} RESULT_INVALID when it is no evidence
 */
export function fitArm(result: RunResult, label: string, file: string): Arm {
  const { status } = result.verdict;
  if (result.complete && status !== 'invalid' && status !== 'error') return armOf(result, label);
  const what = result.complete ? 'an invalid' : 'a partial';
  throw new BenchError('RESULT_INVALID', `${file} is ${what} result, which proves nothing.`, {
    hint: 'run it again to its end, and compare that.',
  });
}

/** A stored baseline goes first; else a file, or the result in a folder. */
export function armPath(nameOrFile: string): string {
  const stored = baselinePath(nameOrFile);
  if (existsSync(stored)) return stored;
  const inFolder = join(nameOrFile, 'result.json');
  if (existsSync(inFolder)) return inFolder;
  return nameOrFile.endsWith('.json') ? nameOrFile : stored;
}

/** A baseline that is written when its run is over. */
export class BaselineFile {
  readonly #path: string;
  #stored = false;
  #lost: BenchError | undefined;

  /** @throws {BenchError} OUTPUT_NOT_WRITABLE, before anything is sent */
  constructor(name: string) {
    if (!/^[\w.-]+$/.test(name) || name.endsWith('.json')) {
      throw new BenchError('USAGE', `"${name}" is no name of a baseline; nothing was sent.`, {
        hint: 'use letters, digits, dots, dashes and underscores, without .json: --save-baseline main.',
      });
    }
    this.#path = baselinePath(name);
    try {
      makeFolder(FOLDER);
      accessSync(FOLDER, constants.W_OK);
    } catch (cause) {
      throw notWritable(this.#path, cause, REMEDY);
    }
  }

  /** Stores a run that is evidence; of any other the warnings tell why it was not. */
  store(result: RunResult): RunResult {
    const { status } = result.verdict;
    if (!result.complete || status === 'invalid' || status === 'error') {
      const what = result.complete ? status : 'partial';
      const message = `not stored as a baseline: the run is ${what}`;
      return {
        ...result,
        warnings: [...result.warnings, { code: 'baseline-not-stored', message }],
      };
    }
    try {
      this.write(toBaseline(result));
    } catch (error) {
      // The run is over, and paid for: its result is written all the same.
      if (!(error instanceof BenchError)) throw error;
      this.#lost = error;
    }
    return result;
  }

  /** Why a run could not be stored. */
  get lost(): BenchError | undefined {
    return this.#lost;
  }

  write(baseline: Baseline): void {
    writeFile(this.#path, `${indentJson(baseline)}\n`, REMEDY);
    this.#stored = true;
  }

  get files(): readonly { readonly label: string; readonly path: string }[] {
    return this.#stored ? [{ label: 'baseline', path: this.#path }] : [];
  }
}

function isBaseline(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'baseline';
}
