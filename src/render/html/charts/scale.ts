import { axisUnit } from '../../format.ts';

/** Maps a value of the data to a coordinate. */
export type Scale = (value: number) => number;

export type Interval = readonly [low: number, high: number];

/** Even spacing. A domain without width maps to the middle of the range. */
export function linearScale([low, high]: Interval, [from, to]: Interval): Scale {
  const span = high - low;
  return (value) => (span > 0 ? from + ((value - low) / span) * (to - from) : (from + to) / 2);
}

/** Equal factors are equally far apart. Values below the domain sit on its edge: 0 has no logarithm. */
export function logScale([low, high]: Interval, range: Interval): Scale {
  const scale = linearScale([Math.log(low), Math.log(high)], range);
  return (value) => scale(Math.log(Math.max(low, value)));
}

/** About `count` round numbers (1, 2 or 5 times a power of ten) within the domain. */
export function linearTicks([low, high]: Interval, count: number): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const step = roundStep(span / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** The one of 1, 2, 5, 10 × a power of ten that is nearest to `step`, by ratio. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const ratio = step / power;
  if (ratio >= Math.sqrt(50)) return 10 * power;
  if (ratio >= Math.sqrt(10)) return 5 * power;
  return (ratio >= Math.SQRT2 ? 2 : 1) * power;
}

/**
 * Ticks of a time axis: round in the unit in which the axis is labelled.
 *
 * @param span decides the unit; that of the whole axis from 0 unless given
 */
export function timeTicks([low, high]: Interval, count: number, span = high): readonly number[] {
  const unit = axisUnit(span).ms;
  return linearTicks([low / unit, high / unit], count).map((tick) => tick * unit);
}

/** Powers of ten within the domain, with their double and fivefold while there are few. */
export function logTicks([low, high]: Interval): readonly number[] {
  const exponents = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => Math.floor(Math.log10(low)) + i,
  );
  const within = (tick: number) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9);
  const fine = exponents.flatMap((e) => [1, 2, 5].map((factor) => factor * 10 ** e)).filter(within);
  // Less than a step of 1, 2, 5 wide: round numbers of an even scale.
  if (fine.length < 2) return linearTicks([low, high], 4);
  return fine.length <= 9 ? fine : exponents.map((e) => 10 ** e).filter(within);
}

/** A domain for positive values on a log axis; a single value gets room on both sides. */
export function logDomain(values: readonly number[]): Interval {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return [1, 10];
  const low = positive.reduce((a, b) => Math.min(a, b));
  const high = positive.reduce((a, b) => Math.max(a, b));
  return high > low ? [low, high] : [low / 1.5, high * 1.5];
}
