import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BenchError } from '../core/errors.ts';
import { makeFolder } from './make-folder.ts';

/** Writes beside and renames, so that a reader never sees half a file. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

/**
 * Writes a file, whole, and makes its folder.
 *
 * @param hint what to do when that is not possible
 * @throws {BenchError} OUTPUT_NOT_WRITABLE
 */
export function writeFile(path: string, text: string, hint: string): void {
  try {
    makeFolder(dirname(path));
    replaceFile(path, text);
  } catch (cause) {
    throw notWritable(path, cause, hint);
  }
}

export function notWritable(path: string, cause: unknown, hint: string): BenchError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new BenchError('OUTPUT_NOT_WRITABLE', `cannot write ${path}: ${why}.`, { hint, cause });
}
