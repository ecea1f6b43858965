import type { ValueRange } from '../../core/tuning.ts';

/** An option that a search varies. */
export interface Vary {
  /** As it was written: `semaphore.size`. */
  readonly path: string;
  /** A strategy, by its name in the scenario or its kind, or `retry`. */
  readonly subject: string;
  readonly option: string;
  readonly range: ValueRange;
  /** The only values that are tried; absent: all whole numbers of the range. */
  readonly values?: readonly number[];
}

const FORM = /^([\w-]+)\.(\w+)=(.+)$/;

/**
 * Reads `semaphore.size=1..200`, or `retry.maxRetries=0,2,4`.
 *
 * @returns `undefined` when it is neither
 */
export function parseVary(text: string): Vary | undefined {
  const [, subject, option, written] = FORM.exec(text.trim()) ?? [];
  if (subject === undefined || option === undefined || written === undefined) return undefined;
  const path = `${subject}.${option}`;
  const [from, to] = written.split('..').map(Number);
  if (written.includes('..')) {
    const isRange = Number.isInteger(from) && Number.isInteger(to) && Number(from) <= Number(to);
    return isRange && Number(from) >= 0
      ? { path, subject, option, range: { from: Number(from), to: Number(to) } }
      : undefined;
  }
  const values = written
    .split(',')
    .map((value) => (value.trim() === '' ? Number.NaN : Number(value)));
  if (values.some((value) => !Number.isFinite(value) || value < 0)) return undefined;
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const range = { from: sorted[0] ?? 0, to: sorted.at(-1) ?? 0 };
  return { path, subject, option, range, values: sorted };
}
