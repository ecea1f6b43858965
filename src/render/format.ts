/** What stands where a number is missing. Missing is not 0. */
export const MISSING = '–';

/**
 * A duration with three digits and the unit that suits it: `430 µs`, `9.4 ms`, `2.11 s`, `12 min 30 s`, `6 h 38 min`.
 *
 * The unit is chosen after rounding, so that 999.6 ms reads `1.00 s` and never `1000 ms`.
 *
 * @param neverAnswered items behind a value of +∞
 */
export function formatDuration(ms: number | undefined, neverAnswered?: number): string {
  if (ms === Number.POSITIVE_INFINITY) {
    return neverAnswered === undefined ? '∞' : `∞ (${formatCount(neverAnswered)} never answered)`;
  }
  if (ms === undefined || !Number.isFinite(ms)) return MISSING;
  return ms < 999.5 ? belowOneSecond(ms) : fromOneSecond(ms);
}

function belowOneSecond(ms: number): string {
  const microseconds = Math.round(ms * 1_000);
  if (microseconds === 0) return '0 ms';
  if (microseconds < 1_000) return `${microseconds} µs`;
  const tenths = Math.round(ms * 10);
  return tenths < 100 ? `${(tenths / 10).toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

function fromOneSecond(ms: number): string {
  const hundredths = Math.round(ms / 10);
  if (hundredths < 1_000) return `${(hundredths / 100).toFixed(2)} s`;
  const tenths = Math.round(ms / 100);
  if (tenths < 1_000) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 600) return `${seconds} s`;
  if (seconds < MANY_SECONDS) return inTwoUnits(seconds, 'min', 's');
  return inTwoUnits(Math.round(ms / 60_000), 'h', 'min');
}

/** From two hours on seconds are noise. */
const MANY_SECONDS = 7_200;

/** `12 min 30 s`. */
function inTwoUnits(count: number, large: string, small: string): string {
  const rest = count % 60;
  const whole = `${formatCount((count - rest) / 60)} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

/** A duration of which only a lower bound is known: `≥ 12.5 s`. */
export function formatAtLeast(ms: number | undefined): string {
  return ms === undefined ? MISSING : `≥ ${formatDuration(ms)}`;
}

/** A whole number with its thousands apart: `1,000,000`. */
export function formatCount(count: number | undefined): string {
  if (count === undefined || !Number.isFinite(count)) return MISSING;
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number with three digits: `7.13`, `44.0`, `1,204`; a small one that is not 0 reads `< 0.01`. */
export function formatDecimal(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return MISSING;
  if (value === 0) return '0';
  const hundredths = Math.round(value * 100);
  if (hundredths === 0) return '< 0.01';
  if (hundredths < 1_000) return (hundredths / 100).toFixed(2);
  const tenths = Math.round(value * 10);
  return tenths < 1_000 ? (tenths / 10).toFixed(1) : formatCount(value);
}

/** A rate: `6.94/s`. */
export function formatPerSecond(rate: number | undefined): string {
  const text = formatDecimal(rate);
  return text === MISSING ? text : `${text}/s`;
}

/** How many times: `8.3×`, `19×`. */
export function formatTimes(factor: number | undefined): string {
  if (factor === undefined || !Number.isFinite(factor)) return MISSING;
  const tenths = Math.round(factor * 10);
  return tenths < 100 ? `${(tenths / 10).toFixed(1)}×` : `${formatCount(factor)}×`;
}

/**
 * A share of 0 to 1 in per cent: `58 %`, `99.3 %`, `0.4 %`. Only a share that is exactly 0 or 1 reads `0 %` or `100 %`: one
 * failure in a million items must not look like none.
 */
export function formatShare(share: number | undefined): string {
  if (share === undefined || !Number.isFinite(share)) return MISSING;
  if (share === 0 || share === 1) return `${share * 100} %`;
  const tenths = Math.round(share * 1_000);
  if (tenths === 0) return '< 0.1 %';
  if (tenths === 1_000) return share < 1 ? '> 99.9 %' : '100 %';
  const whole = tenths >= 100 && tenths < 990;
  return `${whole ? Math.round(share * 100) : tenths / 10} %`;
}

/** A change of a share with its sign: `+7.0 %`, `−0.4 %`, `0 %`. */
export function formatChange(share: number): string {
  const tenths = Math.round(Math.abs(share) * 1_000) / 10;
  if (tenths === 0) return '0 %';
  const size = tenths < 10 ? tenths.toFixed(1) : formatCount(tenths);
  return `${share < 0 ? '−' : '+'}${size} %`;
}

/** The smallest price that is written out. */
const LEAST_USD = 0.0001;

/** A price in US dollars: `$2.90`, below a dollar with three digits: `$0.178`, `$0.55`, `< $0.0001`, `$0`. */
export function formatUsd(usd: number | undefined): string {
  if (usd === undefined || !Number.isFinite(usd)) return MISSING;
  if (usd === 0) return '$0';
  if (usd < LEAST_USD) return `< $${LEAST_USD}`;
  if (usd < 0.9995) {
    const [whole, digits = ''] = String(Number(usd.toPrecision(3))).split('.');
    return `$${whole}.${digits.padEnd(2, '0')}`;
  }
  const cents = Math.round(usd * 100);
  const dollars = Math.floor(cents / 100);
  return `$${formatCount(dollars)}.${String(cents % 100).padStart(2, '0')}`;
}

/** An RFC 3339 instant in UTC: `2026-11-21 20:14:07 UTC`. */
export function formatInstant(instant: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(instant);
  return match ? `${match[1]} ${match[2]} UTC` : instant;
}

/** A count with its noun: `1 item`, `60 items`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Units of a time axis, largest first. */
const AXIS_UNITS = [
  { unit: 'h', ms: 3_600_000, from: 14_400_000 },
  { unit: 'min', ms: 60_000, from: 600_000 },
  { unit: 's', ms: 1_000, from: 1_000 },
  { unit: 'ms', ms: 1, from: 1 },
  { unit: 'µs', ms: 0.001, from: 0 },
] as const;

/** The unit in which a time axis up to `ms` is labelled. */
export function axisUnit(ms: number): { readonly unit: string; readonly ms: number } {
  return AXIS_UNITS.find(({ from }) => ms >= from) ?? AXIS_UNITS[1];
}

/** A round value on an axis, without idle digits: `500 ms`, `2 s`. */
export function formatTick(ms: number, { unit, ms: unitMs } = axisUnit(ms)): string {
  return `${Number((ms / unitMs).toPrecision(6))} ${unit}`;
}
