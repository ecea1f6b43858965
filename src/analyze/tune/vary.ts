import type { OptionValue, ValueRange } from '../../core/tuning.ts';

/** An option that a search varies. */
export interface Vary {
  /** As it was written: `semaphore.size`. */
  readonly path: string;
  /** A strategy, by its name in the scenario or its kind, or `retry`. */
  readonly subject: string;
  readonly option: string;
  /** All whole numbers of it, or the only values that are tried. */
  readonly values: ValueRange | readonly OptionValue[];
}

/** Whether a range is searched, and not some values. */
export function isRange<V extends Vary>(vary: V): vary is V & { readonly values: ValueRange } {
  return 'from' in vary.values;
}

const FORM = /^([\w-]+)\.(\w+)=(.+)$/;

/** A word that an option may be: `full`, `floor+20%`. */
const WORD = /^[a-z][\w+%-]*$/i;

/**
 * Reads `semaphore.size=1..200`, `retry.maxRetries=0,2,4` or `retry.jitter=full,equal`.
 *
 * @returns `undefined` when it is none of them
 */
export function parseVary(text: string): Vary | undefined {
  const [, subject, option, written] = FORM.exec(text.trim()) ?? [];
  if (subject === undefined || option === undefined || written === undefined) return undefined;
  const path = `${subject}.${option}`;
  const [from, to] = written.split('..').map(Number);
  if (written.includes('..')) {
    const isRange = Number.isInteger(from) && Number.isInteger(to) && Number(from) <= Number(to);
    return isRange && Number(from) >= 0
      ? { path, subject, option, values: { from: Number(from), to: Number(to) } }
      : undefined;
  }
  const texts = written.split(',').map((text) => text.trim());
  if (texts.every((text) => WORD.test(text))) {
    return { path, subject, option, values: [...new Set(texts)] };
  }
  const numbers = texts.map((text) => (text === '' ? Number.NaN : Number(text)));
  if (numbers.some((number) => !Number.isFinite(number) || number < 0)) return undefined;
  return { path, subject, option, values: [...new Set(numbers)].sort((a, b) => a - b) };
}
