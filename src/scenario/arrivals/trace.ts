import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { BenchError } from '../../core/errors.ts';
import { showValue } from '../check/show-value.ts';

/**
 * The timestamps of a trace, in its own unit, counted from its first row.
 *
 * @throws {BenchError} WORKLOAD_INVALID with the line that is no row, has no time or one before the last
 */
export function readTrace(path: string): number[] {
  const times: number[] = [];
  for (const [i, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (text.trim() === '') continue;
    const place = `${basename(path)}:${i + 1}`;
    const time = timeOf(text, place);
    const last = times.at(-1);
    if (last !== undefined && time < last) {
      refuse(place, `timestamp ${time} is before the ${last} of the row above`);
    }
    times.push(time);
  }
  const [first] = times;
  if (first === undefined)
    throw new BenchError('WORKLOAD_INVALID', `${basename(path)} has no rows.`);
  return times.map((time) => time - first);
}

function timeOf(text: string, place: string): number {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    refuse(place, 'expected one JSON object on the line');
  }
  const time: unknown = Object(row).timestamp;
  if (typeof time === 'number' && Number.isFinite(time) && time >= 0) return time;
  return refuse(place, `expected a number of at least 0 as \`timestamp\`, got ${showValue(time)}`);
}

function refuse(place: string, message: string): never {
  throw new BenchError('WORKLOAD_INVALID', `${place}: ${message}.`, {
    hint: 'a row is {"timestamp": 27482, "input_length": 6955, "output_length": 52}.',
  });
}
