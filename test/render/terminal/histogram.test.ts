import stringWidth from 'fast-string-width';
import { expect, it } from 'vitest';
import { histogramLines } from '../../../src/render/terminal/histogram.ts';
import { aDistribution, aRun, aStrategy } from '../../helpers/a-run.ts';

const withLatency = (name: string, values: readonly number[]) => {
  const latency = aDistribution(values);
  return aStrategy({ name, metrics: latency ? { latency } : {} });
};

it('draws all strategies on one axis, from the fastest item to the slowest', () => {
  // 16 cells between 10 ms and 100 s: a decade is 4 cells.
  const lines = histogramLines(
    aRun([withLatency('a', [10, 10, 10, 10]), withLatency('bb', [900, 100_000])]),
    22,
  );
  expect(lines[1]?.trimEnd()).toBe('  a   █');
  // A quarter of the most items in a cell: √¼ of 8 levels. 900 ms lie 1.95 decades from the left.
  expect(lines[2]).toBe(`  bb  ${' '.repeat(7)}▄${' '.repeat(7)}▄`);
  // 16 cells, as narrow as it gets.
  expect(lines[3]).toBe('      10 ms1.00 s100 s');
});

it('keeps a single slow item visible beside ten thousand fast ones', () => {
  const fast = Array.from({ length: 10_000 }, () => 10);
  const [, line = ''] = histogramLines(aRun([withLatency('a', [...fast, 5_000])]), 60);
  expect(line.at(-1)).toBe('▁');
});

it('draws every item of values that are all equal', () => {
  const [, line = ''] = histogramLines(aRun([withLatency('a', [7, 7, 7])]), 60);
  expect(line.replaceAll(/[^▁▂▃▄▅▆▇█]/g, '')).toBe('█');
});

it.each([30, 60, 200])('is at most %i columns wide', (width) => {
  const names = ['日本語'.repeat(20), 'b'];
  const lines = histogramLines(aRun(names.map((name) => withLatency(name, [1, 2, 50]))), width);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
});

it('has nothing to draw when nothing was answered', () => {
  const { latency: _, ...metrics } = aStrategy().metrics;
  expect(histogramLines(aRun([{ ...aStrategy(), metrics }]), 80)).toEqual([]);
});
