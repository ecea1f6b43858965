import type { BenchErrorCode } from '../core/errors.ts';
import { BenchError } from '../core/errors.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Io } from './io.ts';
import { styleFor } from './style.ts';

/** What is not a mistake in the user's input. */
const CODES: Partial<Record<BenchErrorCode, number>> = {
  OUTPUT_LOST: EXIT_CODES.internalError,
  MOCK_LOST: EXIT_CODES.invalidRun,
  RUN_BROKE_OFF: EXIT_CODES.invalidRun,
  REAL_TIME_LIMIT: EXIT_CODES.invalidRun,
  OUT_OF_MEMORY: EXIT_CODES.invalidRun,
};

/**
 * Says what went wrong: a user's mistake in one sentence with its remedy, anything else with its stack.
 *
 * @returns the exit code
 */
export function reportError(error: unknown, io: Io, debug: boolean): number {
  const style = styleFor(io.stderr);
  const say = (line: string) => io.stderr.write(`${line}\n`);
  if (!(error instanceof BenchError)) {
    say(`${style('red', 'error')} llm-bench failed; this is a bug of ours, please report it.`);
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT_CODES.internalError;
  }
  say(`${style('red', 'error')} ${error.message}`);
  for (const { path, message, hint } of error.mistakes) {
    say(`  ${path}: ${message}`);
    if (hint) say(`    ${style('cyan', 'hint')} ${hint}`);
  }
  if (error.hint) say(`  ${style('cyan', 'hint')} ${error.hint}`);
  if (debug) say(error.stack ?? '');
  return CODES[error.code] ?? EXIT_CODES.usage;
}

/** What commander says of a command line that it cannot read, in our form: its guess becomes a part of the hint. */
export function usageError(text: string): BenchError {
  const [what = '', guess] = text
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const near = guess?.replace(/^\(Did/, 'did').replace(/\)$/, ' ') ?? '';
  return new BenchError('USAGE', what.replace(/\.?$/, '.'), {
    hint: `${near}bench --help lists commands and options.`,
  });
}
