import { describe, expect, it } from 'vitest';
import { makespanBar, rangeGlyph } from '../../../../src/render/html/charts/range.ts';
import { assignSeries } from '../../../../src/render/series.ts';

const series = assignSeries(['a'], undefined).get('a');
if (!series) throw new Error('no series');

describe('rangeGlyph', () => {
  it('places p50, p95 and p99 on the log axis of the column', () => {
    const { svg } = rangeGlyph({ p50: 1, p95: 10, p99: 100 }, [1, 100], series);
    expect(svg).toContain('d="M5.0 8H105.0M105.0 4V12"');
    expect(svg).toContain('d="M5.0 8H55.0"');
    expect(svg).toContain('<circle cx="5"');
  });

  it('has no width when all three are equal', () => {
    const { svg } = rangeGlyph({ p50: 6, p95: 6, p99: 6 }, [4, 9], series);
    expect(svg).toContain('d="M55.0 8H55.0"');
  });
});

describe('makespanBar', () => {
  const widths = (share: number) =>
    [...makespanBar(share, series).svg.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );

  it.each([
    [1, [84]],
    [0.5, [42]],
    [0, [2]],
  ])('draws the share %d as one bar of %j px', (share, bars) => {
    expect(widths(share)).toEqual(bars);
  });

  it('breaks a bar that would be longer than the column', () => {
    expect(widths(8)).toHaveLength(3);
  });
});
