import { readFileSync } from 'node:fs';
import { BenchError } from '../core/errors.ts';
import type { RunResult } from '../core/run-result.ts';
import { parseRunResult } from '../schema/run-result.ts';

/**
 * Reads a stored result.
 *
 * @param path as the user typed it
 * @throws {BenchError} RESULT_INVALID when it cannot be read, is no JSON, or no result
 */
export function readResult(path: string): RunResult {
  return parseRunResult(readJson(path, 'name a result.json that bench run wrote.'), path);
}

/** Any JSON file. @throws {BenchError} RESULT_INVALID */
export function readJson(path: string, hint: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BenchError(
      'RESULT_INVALID',
      missing ? `there is no file ${path}.` : `${path} cannot be read: ${why}.`,
      { hint, cause },
    );
  }
}
