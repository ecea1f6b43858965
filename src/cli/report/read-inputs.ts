import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { importRuns } from '../../analyze/imports/index.ts';
import type { Mistake } from '../../core/errors.ts';
import { BenchError } from '../../core/errors.ts';
import type { ForeignRun } from '../../core/foreign-run.ts';
import type { RunResult } from '../../core/run-result.ts';
import { isPlainObject } from '../../scenario/check/fields.ts';
import { parseRunResult } from '../../schema/run-result.ts';

/** A file that was named, and what it holds. */
export type ReportInput =
  | { readonly file: string; readonly kind: 'result'; readonly result: RunResult }
  | { readonly file: string; readonly kind: 'foreign'; readonly runs: readonly ForeignRun[] };

/**
 * Reads results of ours and of other tools.
 *
 * @param paths files, or folders that hold a `result.json`, as the user typed them
 * @throws {BenchError} RESULT_INVALID with every file that holds none
 */
export function readInputs(paths: readonly string[]): readonly ReportInput[] {
  const mistakes: Mistake[] = [];
  const inputs = paths.flatMap((path): ReportInput[] => {
    try {
      return [readInput(path)];
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      const { message, hint } = error;
      mistakes.push({ path, message, ...(hint !== undefined && { hint }) });
      return [];
    }
  });
  if (mistakes.length === 0) return inputs;
  throw new BenchError('RESULT_INVALID', 'not everything that was named is a result.', {
    mistakes,
  });
}

function readInput(path: string): ReportInput {
  const { file, text } = readText(path);
  const json = parseJson(text);
  if (isPlainObject(json) && 'schemaVersion' in json && 'strategies' in json) {
    return { file, kind: 'result', result: parseRunResult(json, 'it') };
  }
  const runs = importRuns(text);
  if (runs) return { file, kind: 'foreign', runs };
  throw new BenchError('RESULT_INVALID', 'holds no result that is known.', {
    hint: 'name a result.json of bench run, or a result of AIPerf, vLLM, SGLang, GuideLLM or inference-perf.',
  });
}

/** The result in a folder, or the file itself. */
function resultPath(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(path, 'result.json') : path;
}

function readText(path: string): { readonly file: string; readonly text: string } {
  const file = resultPath(path);
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BenchError(
      'RESULT_INVALID',
      missing ? `there is no file ${file}.` : `cannot be read: ${why}.`,
      {
        hint: 'bench run prints where it writes its result: reports/<scenario>/<time>/result.json.',
        cause,
      },
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Perhaps a document a line, as some tools write them.
    return undefined;
  }
}
