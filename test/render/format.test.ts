import { describe, expect, it } from 'vitest';
import {
  axisUnit,
  countOf,
  formatAtLeast,
  formatCount,
  formatDecimal,
  formatDuration,
  formatInstant,
  formatPerSecond,
  formatShare,
  formatTick,
  formatTimes,
  formatUsd,
} from '../../src/render/format.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.43, '430 µs'],
    [0.9994, '999 µs'],
    [0.9996, '1.0 ms'],
    [9.43, '9.4 ms'],
    [9.96, '10 ms'],
    [705.4, '705 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [2_105.5, '2.11 s'],
    [9_994, '9.99 s'],
    [9_995, '10.0 s'],
    [99_949, '99.9 s'],
    [99_950, '100 s'],
    [599_499, '599 s'],
    [599_600, '10 min'],
    [750_000, '12 min 30 s'],
    [7_199_000, '119 min 59 s'],
    [7_199_600, '2 h'],
    [23_880_000, '6 h 38 min'],
    [86_400_000, '24 h'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([undefined, Number.NaN, Number.NEGATIVE_INFINITY])('writes %s as missing', (ms) => {
    expect(formatDuration(ms)).toBe('–');
  });

  it('says how many items stand behind +∞', () => {
    expect(formatDuration(Number.POSITIVE_INFINITY, 6)).toBe('∞ (6 never answered)');
    expect(formatDuration(Number.POSITIVE_INFINITY)).toBe('∞');
  });

  it('marks a lower bound', () => {
    expect(formatAtLeast(12_500)).toBe('≥ 12.5 s');
    expect(formatAtLeast(undefined)).toBe('–');
  });
});

it.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [1_000_000, '1,000,000'],
  [undefined, '–'],
  [Number.NaN, '–'],
])('writes the count %s as %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

it.each([
  [0.000_04, '< $0.0001'],
  [0.000_4, '$0.0004'],
  [0, '$0'],
  [0.025_5, '$0.0255'],
  [0.178, '$0.178'],
  [0.55, '$0.55'],
  [0.999_9, '$1.00'],
  [2.9, '$2.90'],
  [1_204.5, '$1,204.50'],
  [undefined, '–'],
])('writes %s dollars as %s', (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});

it.each([
  [0, '0'],
  [0.001, '< 0.01'],
  [7.126, '7.13'],
  [9.996, '10.0'],
  [44, '44.0'],
  [99.96, '100'],
  [1_204.4, '1,204'],
  [undefined, '–'],
  [Number.POSITIVE_INFINITY, '–'],
])('writes the number %s as %s', (value, text) => {
  expect(formatDecimal(value)).toBe(text);
});

it('writes a rate with its unit, and a missing one without', () => {
  expect(formatPerSecond(6.944)).toBe('6.94/s');
  expect(formatPerSecond(undefined)).toBe('–');
});

it.each([
  [8.26, '8.3×'],
  [9.96, '10×'],
  [19.2, '19×'],
  [1, '1.0×'],
  [undefined, '–'],
])('writes the factor %s as %s', (factor, text) => {
  expect(formatTimes(factor)).toBe(text);
});

it.each([
  [0, '0 %'],
  [1, '100 %'],
  [113.5 / (10 * 19.44), '58 %'],
  [119.8 / (10 * 14.03), '85 %'],
  [0.993, '99.3 %'],
  [0.004, '0.4 %'],
  [0.05, '5 %'],
  [999_999 / 1_000_000, '> 99.9 %'],
  [1 / 1_000_000, '< 0.1 %'],
  [undefined, '–'],
])('writes the share %s as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

it('writes an instant in UTC and leaves what it cannot read', () => {
  expect(formatInstant('2026-11-21T20:14:07.123Z')).toBe('2026-11-21 20:14:07 UTC');
  expect(formatInstant('2026-11-21T20:14:07Z')).toBe('2026-11-21 20:14:07 UTC');
  expect(formatInstant('yesterday')).toBe('yesterday');
});

it('uses the singular for one only', () => {
  expect([0, 1, 2_000].map((count) => countOf(count, 'item'))).toEqual([
    '0 items',
    '1 item',
    '2,000 items',
  ]);
});

it.each([
  [0.5, '500 µs'],
  [500, '500 ms'],
  [2_000, '2 s'],
  [2_500, '2.5 s'],
  [599_000, '599 s'],
  [600_000, '10 min'],
])('labels %d ms on an axis as %s', (ms, text) => {
  expect(formatTick(ms)).toBe(text);
});

it('labels 0 in the unit of its axis', () => {
  expect(formatTick(0, axisUnit(20_000))).toBe('0 s');
});
