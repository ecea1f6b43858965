import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../../../src/render/html/charts/curve.ts';
import { curveChart } from '../../../../src/render/html/charts/curve.ts';
import { assignSeries } from '../../../../src/render/series.ts';

const series = assignSeries(['pool'], undefined).get('pool');
if (!series) throw new Error('no series');

function point(size: number, perSecond: number, rest: Partial<CurvePoint> = {}): CurvePoint {
  return {
    ...{ size, perSecond: [perSecond, perSecond, perSecond], p95: 2_000 },
    ...{ rateLimited: 0, best: false },
    ...rest,
  };
}

const draw = (points: readonly CurvePoint[], limit?: number) =>
  curveChart({ series, points, ...(limit !== undefined && { limit }) }, { width: 640 }).svg;

describe('curveChart', () => {
  it('draws the range over rounds on both axes, and none where there is none', () => {
    const spread = point(8, 6, { perSecond: [6, 5, 7], p95Range: [1_800, 2_400] });
    const bars = /d="(M[\d.]+ [\d.]+H[\d.]+M[\d.]+ [\d.]+V[\d.]+)"[^>]*stroke-width="1"/;
    expect(draw([spread, point(10, 7)])).toMatch(bars);
    expect(draw([point(8, 6), point(10, 7)])).not.toMatch(bars);
  });

  it('makes room for the range, as for the limit', () => {
    const tall = draw([point(8, 6, { p95Range: [100, 20_000] }), point(10, 7)]);
    expect(tall).toContain('>20 s<');
    expect(tall).toContain('>100 ms<');
    expect(draw([point(8, 6), point(10, 7)], 8_000)).toMatch(/class="bad".*>limit 8\.00 s</);
  });

  it('hollows a size with more than 5 % of its attempts rate-limited, and rings and names the best', () => {
    const svg = draw([
      point(8, 6, { best: true }),
      point(12, 8, { rateLimited: 0.05 }),
      point(16, 7, { rateLimited: 0.32, p95: 4_000 }),
    ]);
    expect(svg.match(/class="hollow"/g)).toHaveLength(1);
    expect(svg.match(/r="9"/g)).toHaveLength(1);
    expect(svg).toContain('★ best: 8 in flight');
  });

  it.each([
    ['flat from the left', [point(8, 1), point(16, 6), point(24, 11, { best: true })]],
    ['up from below', [point(8, 6, { best: true }), point(16, 6, { p95: 9_000 })]],
    ['down from above', [point(8, 6, { p95: 9_000 }), point(16, 6, { best: true })]],
  ])('keeps the words of the best point off a curve that comes %s', (_, points) => {
    const svg = draw(points);
    const [, x = 0, y = 0] = (/<text x="([\d.]+)" y="([\d.]+)"[^>]*>★/.exec(svg) ?? []).map(Number);
    const isEnd = /text-anchor="end"[^>]*>★/.test(svg);
    const [from, to] = isEnd ? [x - 125, x] : [x, x + 125];
    const line = [
      ...(/d="(M[^"]*)"[^>]*stroke-width="2"/.exec(svg)?.[1] ?? '').matchAll(/[\d.]+ [\d.]+/g),
    ].map(([pair]) => pair.split(' ').map(Number) as [number, number]);
    expect(line).toHaveLength(points.length);
    const covered = line.filter(([px, py]) => px > from && px < to && py > y - 11 && py < y + 3);
    expect(covered).toEqual([]);
  });

  it('leaves out a label within 22 × 15 px of another', () => {
    const close = draw([point(8, 6), point(9, 6.05), point(12, 12, { p95: 5_000 })]);
    expect(close).toContain('>8<');
    expect(close).not.toContain('>9<');
    expect(close).toContain('>12<');
  });
});
