import { describe, expect, it } from 'vitest';
import { parseDuration, roundToMicrosecond } from '../../src/core/units.ts';

describe('parseDuration', () => {
  it.each([
    [0, 0],
    [1_500, 1_500],
    [0.25, 0.25],
    ['0s', 0],
    ['250us', 0.25],
    ['150ms', 150],
    ['2s', 2_000],
    ['.5s', 500],
    ['1.5min', 90_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    [' 2 s ', 2_000],
    ['0.07s', 70],
  ])('reads %j as %d ms', (value, ms) => {
    expect(parseDuration(value)).toBe(ms);
  });

  it.each([
    [-1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [''],
    ['60'],
    ['-1s'],
    ['1.s'],
    ['1e3ms'],
    ['2S'],
    ['1m'],
    ['1 minute'],
    ['2s 5ms'],
    [`${'9'.repeat(400)}s`],
    [null],
    [undefined],
    [true],
    [{}],
  ])('takes %j for no duration', (value) => {
    expect(parseDuration(value)).toBeUndefined();
  });
});

describe('roundToMicrosecond', () => {
  it.each([
    [0, 0],
    [1.2344, 1.234],
    [1.2346, 1.235],
    [0.1 + 0.2, 0.3],
    [33.333_333_3, 33.333],
  ])('rounds %d ms to %d ms', (ms, rounded) => {
    expect(roundToMicrosecond(ms)).toBe(rounded);
  });
});
