import { describe, expect, it } from 'vitest';
import { percentileChart } from '../../../../src/render/html/charts/percentile.ts';
import { assignSeries } from '../../../../src/render/series.ts';

/** `n` values from `low` to `high`, evenly spaced. */
function aLine(name: string, n: number, low: number, high: number) {
  const series = assignSeries([name], undefined).get(name);
  if (!series) throw new Error('no series');
  const points = Array.from({ length: n }, (_, i) => ({
    share: i / n,
    ms: low + ((high - low) * i) / n,
  }));
  return { series, points, max: high };
}

const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
const wide = { width: 1_112, metric: 'call' };

describe('percentileChart', () => {
  it('marks percentiles as far as 100 items carry: to 99', () => {
    const texts = textsOf(percentileChart([aLine('a', 100, 1_000, 3_000)], wide).svg);
    expect(texts.filter((text) => /^[\d.]+$/.test(text ?? ''))).toEqual([
      '0',
      '50',
      '75',
      '90',
      '95',
      '99',
    ]);
  });

  it('stops at 95 for 60 items', () => {
    const texts = textsOf(percentileChart([aLine('a', 60, 1_000, 3_000)], wide).svg);
    expect(texts).toContain('95');
    expect(texts).not.toContain('99');
  });

  it('uses a log axis when the maxima are more than a factor of 4 apart', () => {
    const near = [aLine('a', 100, 1_000, 5_000), aLine('b', 100, 1_000, 20_000)];
    const far = [aLine('a', 100, 1_000, 4_900), aLine('b', 100, 1_000, 20_000)];
    expect(textsOf(percentileChart(near, wide).svg)).toContain('0 s');
    expect(textsOf(percentileChart(far, wide).svg)).not.toContain('0 s');
  });

  it('keeps names at the ends of lines at least 16 px apart', () => {
    const lines = ['a', 'b', 'c', 'd'].map((name) => aLine(name, 50, 1_000, 2_000));
    const { svg } = percentileChart(lines, wide);
    const heights = [...svg.matchAll(/y="([\d.]+)"[^>]*font-weight="600"/g)].map(([, y]) =>
      Number(y),
    );
    const gaps = heights.slice(1).map((y, i) => y - (heights[i] ?? 0));
    expect(gaps).toEqual([16, 16, 16]);
  });

  it('leaves names out where there is no room for them', () => {
    const { svg } = percentileChart([aLine('semaphore', 50, 1_000, 2_000)], {
      width: 358,
      metric: 'call',
    });
    expect(textsOf(svg)).not.toContain('semaphore');
  });

  it('draws a single value as a marker', () => {
    const { svg } = percentileChart([aLine('a', 1, 5, 5)], wide);
    expect(svg).toContain('<polygon');
    expect(svg).not.toContain('NaN');
  });

  it('tells the median and the maximum in words', () => {
    const { svg } = percentileChart([aLine('a', 100, 1_000, 3_000)], wide);
    expect(svg).toContain('<desc>a: median 2.00 s, maximum 3.00 s.</desc>');
  });
});
