import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BenchError } from '../../core/errors.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { SCENARIO_TEMPLATE } from './template.ts';

/**
 * Writes the scenario that people begin with.
 *
 * @returns the exit code
 * @throws {BenchError} OUTPUT_NOT_WRITABLE, also when there is such a file
 */
export function writeScenario(file: string, io: Io): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, SCENARIO_TEMPLATE, { flag: 'wx' });
  } catch (cause) {
    const there = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = there
      ? `${file} is there already; it was left alone.`
      : `cannot write ${file}: ${why}.`;
    const hint = 'name another file: bench init my-calls.ts.';
    throw new BenchError('OUTPUT_NOT_WRITABLE', message, { hint, cause });
  }
  io.stdout.write(`wrote ${file}; now: bench run ${file} --clock virtual\n`);
  return EXIT_CODES.pass;
}
