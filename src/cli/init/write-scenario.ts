import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BenchError } from '../../core/errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { makeFolder } from '../make-folder.ts';
import { SCENARIO_TEMPLATE } from './template.ts';

/**
 * Writes the scenario that people begin with.
 *
 * @returns the exit code
 * @throws {BenchError} OUTPUT_NOT_WRITABLE, also when there is such a file
 */
export function writeScenario(file: string, io: Io): number {
  try {
    makeFolder(dirname(file));
    writeFileSync(file, SCENARIO_TEMPLATE, { flag: 'wx' });
  } catch (cause) {
    const there = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = there
      ? `${file} is there already; it was left alone.`
      : `cannot write ${file}: ${why}.`;
    const free = there ? file.replace(/(\.\w+)?$/, '-2$1') : 'my-calls.ts';
    const hint = `name another file: npx bench init ${free}.`;
    throw new BenchError('OUTPUT_NOT_WRITABLE', message, { hint, cause });
  }
  io.stdout.write(`wrote ${file}; now: npx bench run ${file} --clock virtual\n`);
  return EXIT_CODES.pass;
}
