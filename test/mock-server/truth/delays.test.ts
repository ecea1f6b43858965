import { expect, it } from 'vitest';
import { Delays } from '../../../mock-server/truth/delays.ts';

function figuresOf(delays: readonly number[]) {
  const counted = new Delays();
  for (const delay of delays) counted.record(delay);
  return counted.figures;
}

it('has nothing but zeros without any delay', () => {
  expect(figuresOf([])).toEqual({ p50: 0, p99: 0, max: 0 });
});

it('counts less than a microsecond as none', () => {
  expect(figuresOf([0, 0, 0.0005])).toMatchObject({ p50: 0, p99: 0 });
});

it('finds percentiles of 1 to 1000 ms at most 19 % above the true ones', () => {
  const { p50, p99, max } = figuresOf(Array.from({ length: 1_000 }, (_, i) => i + 1));
  expect(p50 / 500).toBeGreaterThanOrEqual(1);
  expect(p50 / 500).toBeLessThan(1.19);
  expect(p99 / 990).toBeGreaterThanOrEqual(1);
  expect(p99).toBeLessThanOrEqual(1_000);
  expect(max).toBe(1_000);
});

it('takes a month for a delay without losing it', () => {
  expect(figuresOf([30 * 86_400_000]).max).toBe(2_592_000_000);
});
