import { describe, expect, it } from 'vitest';
import type { View } from '../../../../src/render/html/charts/drawing.ts';
import { extentOf, percentileChart } from '../../../../src/render/html/charts/percentile.ts';
import { assignSeries } from '../../../../src/render/series.ts';

/** `n` values from `low` to `high`, evenly spaced. */
function aLine(name: string, n: number, low: number, high: number) {
  const series = assignSeries([name], undefined).get(name);
  if (!series) throw new Error('no series');
  const ms = Array.from({ length: n }, (_, i) => low + ((high - low) * i) / n);
  return { series, count: n, ms, max: high };
}

type Line = ReturnType<typeof aLine>;

function draw(
  lines: readonly Line[],
  view: Omit<View, 'width'> & { readonly width?: number } = {},
  limit?: number,
) {
  const metrics = [{ name: 'call', lines, ...(limit !== undefined && { limit }) }];
  return percentileChart({ metrics }, { width: 1_112, ...view });
}

const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);

describe('percentileChart', () => {
  it('marks percentiles as far as 100 items carry: to 99', () => {
    const texts = textsOf(draw([aLine('a', 100, 1_000, 3_000)]).svg);
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
    const texts = textsOf(draw([aLine('a', 60, 1_000, 3_000)]).svg);
    expect(texts).toContain('95');
    expect(texts).not.toContain('99');
  });

  it('uses a log axis when the maxima are more than a factor of 4 apart', () => {
    const near = [aLine('a', 100, 1_000, 5_000), aLine('b', 100, 1_000, 20_000)];
    const far = [aLine('a', 100, 1_000, 4_900), aLine('b', 100, 1_000, 20_000)];
    expect(textsOf(draw(near).svg)).toContain('0 s');
    expect(textsOf(draw(far).svg)).not.toContain('0 s');
  });

  it('draws the axis of all charts beside it, whatever its own lines are', () => {
    const lines = [aLine('a', 100, 100, 900), aLine('b', 100, 2_000, 20_000)];
    const extent = extentOf(lines);
    const ticksOf = (line: Line) =>
      textsOf(
        percentileChart({ metrics: [{ name: 'call', lines: [line], extent }] }, { width: 546 }).svg,
      ).filter((text) => text?.endsWith('s'));
    const [one, other] = lines.map(ticksOf);
    expect(one).toContain('100 ms');
    expect(one).toEqual(other);
  });

  it('keeps names at the ends of lines at least 16 px apart', () => {
    const lines = ['a', 'b', 'c', 'd'].map((name) => aLine(name, 50, 1_000, 2_000));
    const { svg } = draw(lines);
    const heights = [...svg.matchAll(/y="([\d.]+)"[^>]*font-weight="600"/g)].map(([, y]) =>
      Number(y),
    );
    const gaps = heights.slice(1).map((y, i) => y - (heights[i] ?? 0));
    expect(gaps).toEqual([16, 16, 16]);
  });

  it('leaves names out where there is no room for them', () => {
    const { svg } = draw([aLine('semaphore', 50, 1_000, 2_000)], {
      width: 358,
    });
    expect(textsOf(svg)).not.toContain('semaphore');
  });

  it('keeps the last number below the axis inside of a narrow picture', () => {
    const { svg, plot } = draw([aLine('a', 10_000, 1_000, 2_000)], { width: 358 });
    expect(textsOf(svg)).toContain('99.99');
    // Five characters of 7 px, their middle below the end.
    expect((plot?.right ?? 0) + (5 * 7) / 2).toBeLessThanOrEqual(358);
  });

  it('draws a single value as a marker', () => {
    const { svg } = draw([aLine('a', 1, 5, 5)]);
    expect(svg).toMatch(/<path d="[^"]+" transform="translate\(/);
    expect(svg).not.toContain('NaN');
  });

  it('tells the median and the maximum in words', () => {
    const { svg } = draw([aLine('a', 100, 1_000, 3_000)]);
    expect(svg).toContain('<desc>a: median 2.00 s, maximum 3.00 s of 100 values.</desc>');
  });

  it('draws a limit with its value', () => {
    expect(textsOf(draw([aLine('a', 10, 1_000, 3_000)], {}, 2_500).svg)).toContain('limit 2.50 s');
  });

  it('leaves out what is hidden', () => {
    const lines = [aLine('a', 10, 1_000, 3_000), aLine('b', 10, 1_000, 3_000)];
    expect(
      draw(lines, { hidden: new Set(['b']) }).svg.match(/<path[^>]*stroke-width="2"/g),
    ).toHaveLength(1);
  });

  it('reads all lines at a percentile, largest first, and none beyond its sample', () => {
    const { read, plot } = draw([aLine('a', 10, 0, 1_000), aLine('b', 100, 0, 2_000)]);
    expect(read?.(plot?.left ?? 0)?.title).toBe('p0 of call');
    // The right end is p99, which 10 values do not carry.
    expect(read?.(plot?.right ?? 0)).toMatchObject({
      title: 'p99 of call',
      rows: [
        { name: 'b', text: '1.98 s' },
        { name: 'a', text: '–' },
      ],
    });
  });

  it('shows the share that was finished: 4 of 8 values of 0 to 7 s are below 4 s', () => {
    const chart = draw([aLine('a', 8, 0, 8_000)], { mode: 'share' });
    const { left = 0, right = 0 } = chart.plot ?? {};
    expect(chart.read?.(left + (right - left) * 0.45)).toMatchObject({
      title: 'call up to 3.60 s',
      rows: [{ text: '50 %' }],
    });
    expect(chart.read?.(right)).toMatchObject({ rows: [{ text: '100 %' }] });
  });
});
