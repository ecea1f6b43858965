import { describe, expect, it } from 'vitest';
import {
  linearScale,
  linearTicks,
  logDomain,
  logScale,
  logTicks,
  timeTicks,
} from '../../../../src/render/html/charts/scale.ts';

describe('linearScale', () => {
  it('maps evenly, also onto a range that runs downwards', () => {
    const scale = linearScale([0, 10], [100, 0]);
    expect([0, 5, 10].map(scale)).toEqual([100, 50, 0]);
  });

  it('maps a domain without width to the middle', () => {
    expect(linearScale([5, 5], [0, 100])(5)).toBe(50);
  });
});

describe('logScale', () => {
  it('keeps equal factors equally far apart', () => {
    const scale = logScale([1, 100], [0, 200]);
    expect([1, 10, 100].map((value) => Math.round(scale(value)))).toEqual([0, 100, 200]);
  });

  it('puts 0 on the edge', () => {
    expect(logScale([1, 100], [0, 200])(0)).toBe(0);
  });
});

it.each([
  [[0, 10], 5, [0, 2, 4, 6, 8, 10]],
  [[0, 17], 5, [0, 5, 10, 15]],
  [[0, 8.1], 4, [0, 2, 4, 6, 8]],
  [[0, 0.7], 4, [0, 0.2, 0.4, 0.6]],
  [[3, 3], 4, [3]],
] as const)('divides %j into about %d steps: %j', (domain, count, ticks) => {
  expect(linearTicks(domain, count).map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
});

it('divides a time axis in its own unit', () => {
  expect(timeTicks([0, 1_200_000], 4)).toEqual([0, 300_000, 600_000, 900_000, 1_200_000]);
});

it.each([
  [
    [400, 21_000],
    [500, 1_000, 2_000, 5_000, 10_000, 20_000],
  ],
  [
    [1, 5_000_000],
    [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000],
  ],
] as const)('marks %j at %j', (domain, ticks) => {
  expect(logTicks(domain).map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
});

it.each([
  [
    [3, 0, 12],
    [3, 12],
  ],
  [[6], [4, 9]],
  [[0], [1, 10]],
  [[], [1, 10]],
])('spans %j with %j', (values, domain) => {
  expect(logDomain(values)).toEqual(domain);
});
