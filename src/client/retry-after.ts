import type { Milliseconds } from '../core/units.ts';
import type { Headers } from '../core/wire.ts';

/** The longest delay that timers of JavaScript take; the official SDKs draw the same line. */
const LONGEST: Milliseconds = 2 ** 31 - 1;

/** HTTP dates begin with the name of a day; `Date.parse` alone would take `-5` for a year. */
const HTTP_DATE = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;

/**
 * How long a server asked to wait: `retry-after-ms` in milliseconds, or else `retry-after` in
 * seconds or as an HTTP date. Both may have fractions.
 *
 * @returns milliseconds above 0; `undefined` when there is no hint, or none that can be obeyed (0,
 * past, unreadable)
 */
export function readRetryAfter(headers: Headers, wall: () => Date): Milliseconds | undefined {
  return (
    obeyable(readNumber(headers['retry-after-ms'])) ??
    obeyable(readDelay(headers['retry-after'], wall))
  );
}

function readDelay(text: string | undefined, wall: () => Date): Milliseconds | undefined {
  const seconds = readNumber(text);
  if (seconds !== undefined) return seconds * 1_000;
  if (text === undefined || !HTTP_DATE.test(text)) return undefined;
  return Date.parse(text) - wall().getTime();
}

function readNumber(text: string | undefined): number | undefined {
  const number = Number(text?.trim() || Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}

function obeyable(delay: Milliseconds | undefined): Milliseconds | undefined {
  return delay !== undefined && delay > 0 && delay <= LONGEST ? delay : undefined;
}
