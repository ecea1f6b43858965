/** A duration, or an instant on a clock's own scale. Every time in this code base without a suffix is in milliseconds. */
export type Milliseconds = number;

/** A duration as people write it in a scenario or on the command line: `'2s'`, `'150ms'`, `'1.5min'`. */
export type DurationText = `${number}${'us' | 'ms' | 's' | 'min' | 'h' | 'd'}`;

/** Milliseconds as a number, or text with a unit. Only scenarios and flags hold these; a plan holds numbers. */
export type Duration = Milliseconds | DurationText;

const UNIT_MS: Readonly<Record<string, Milliseconds>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads a duration: milliseconds as a number, or text with a unit (us, ms, s, min, h, d), which is rounded to the
 * microsecond: 0.07 · 1000 is a little more than 70.
 *
 * @returns milliseconds, at least 0; `undefined` when the value is no duration
 */
export function parseDuration(value: unknown): Milliseconds | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*(us|ms|s|min|h|d)$/.exec(value.trim());
  if (!match) return undefined;
  const ms = roundToMicrosecond(Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? Number.NaN));
  return Number.isFinite(ms) ? ms : undefined;
}

/**
 * Rounds to the microsecond. Every timestamp and every modelled duration is rounded when it is taken, so that sums of
 * parts are exact and the last bit of `Math.exp` cannot reorder two events.
 */
export function roundToMicrosecond(ms: Milliseconds): Milliseconds {
  return Math.round(ms * 1_000) / 1_000;
}
