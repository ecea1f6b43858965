import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RecordedItem } from '../../analyze/calibrate/recorded.ts';
import { BenchError } from '../../core/errors.ts';

/**
 * The rows beside a stored result.
 *
 * @throws {BenchError} RESULT_INVALID when there are none, or a line is broken
 */
export function readAttempts(result: string): readonly RecordedItem[] {
  const file = join(dirname(result), 'attempts.jsonl');
  if (!existsSync(file)) {
    throw new BenchError('RESULT_INVALID', `there is no ${file}, which holds single attempts.`, {
      hint: 'bench run writes it beside result.json: name a result in its own folder.',
    });
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => (line === '' ? [] : [parse(line, file, index + 1)]));
}

function parse(line: string, file: string, number: number): RecordedItem {
  try {
    const row: unknown = JSON.parse(line);
    if (isRow(row)) return row;
  } catch {
    // Said below.
  }
  throw new BenchError('RESULT_INVALID', `${file}:${number} is no row of attempts.`, {
    hint: 'record the run again: bench run writes the file anew.',
  });
}

function isRow(value: unknown): value is RecordedItem {
  return (
    typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'attempts'))
  );
}
