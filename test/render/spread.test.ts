import { describe, expect, it } from 'vitest';
import {
  countSpread,
  decimalSpread,
  durationSpread,
  formatDifference,
  perSecondSpread,
  shareSpread,
} from '../../src/render/spread.ts';

describe('durationSpread', () => {
  it.each([
    [2_230, 140, '2.23 ± 0.14 s'],
    [12_340, 550, '12.3 ± 0.6 s'],
    [119_000, 300, '119 ± 0.3 s'],
    [2_180, 9.6, '2.18 ± 0.01 s'],
    [750_000, 6_000, '12.5 ± 0.1 min'],
    [23_880_000, 360_000, '6.63 ± 0.10 h'],
    [262, 12, '262 ± 12 ms'],
    [2.5, 0.31, '2.5 ± 0.3 ms'],
    [0.25, 0.05, '250 ± 50 µs'],
    [262, 0.0001, '262 ± < 0.001 ms'],
    [9, 1_200, '0.01 ± 1.20 s'],
  ])('writes %d and %d as %s', (mean, deviation, text) => {
    expect(durationSpread({ mean, deviation }).text).toBe(text);
  });

  it('stacks the mean over its deviation', () => {
    expect(durationSpread({ mean: 2_230, deviation: 140 }).stacked).toEqual(['2.23 s', '± 0.14 s']);
  });

  it('writes a value alone where nothing deviates', () => {
    expect(durationSpread({ mean: 2_230, deviation: 0 })).toEqual({ text: '2.23 s' });
    expect(durationSpread({ mean: 2_230 })).toEqual({ text: '2.23 s' });
  });
});

describe('formatDifference', () => {
  it.each([
    [-3_740, 310, 3_740, '−3.74 ± 0.31 s'],
    [120, 250, 3_740, '+0.12 ± 0.25 s'],
    [120, 250, 120, '+120 ± 250 ms'],
    [-120, 0, 120, '−120 ms'],
    [0, 250, 3_740, '0.00 ± 0.25 s'],
    [0, 0, 0, '0 µs'],
  ])('writes %d and %d beside %d as %s', (mean, deviation, largest, text) => {
    expect(formatDifference({ mean, deviation }, largest)).toBe(text);
  });
});

it.each([
  [18.04, 1.06, '18.0 ± 1.1/s'],
  [1_204, 31, '1,204 ± 31/s'],
  [9.85, 0, '9.85/s'],
])('writes the rate %d and %d as %s', (mean, deviation, text) => {
  expect(perSecondSpread({ mean, deviation }).text).toBe(text);
});

it.each([
  [0.982, 0.013, '98.2 ± 1.3 %'],
  [0.9999, 0.0003, '99.99 ± 0.03 %'],
  [0.9999999, 0.0000003, '> 99.9 %'],
  [1, 0, '100 %'],
])('writes the share %d and %d as %s', (mean, deviation, text) => {
  expect(shareSpread({ mean, deviation }).text).toBe(text);
});

it('keeps equal counts whole and shows what deviates with decimals', () => {
  expect(countSpread({ mean: 30, deviation: 0 }).text).toBe('30');
  expect(countSpread({ mean: 0.4, deviation: 0.52 }).text).toBe('0.40 ± 0.52');
  expect(decimalSpread({ mean: 1.75, deviation: 0 }).text).toBe('1.75');
});
