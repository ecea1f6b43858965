import { describe, expect, it } from 'vitest';
import type { View } from '../../../../src/render/html/charts/drawing.ts';
import type { TrendData } from '../../../../src/render/html/charts/trend.ts';
import { trendChart } from '../../../../src/render/html/charts/trend.ts';
import { assignSeries } from '../../../../src/render/series.ts';

const series = assignSeries(['pool'], undefined).get('pool');
if (!series) throw new Error('no series');

const file = (label: string, at: number) => ({ label, at, started: '2026-01-31T12:00:00.000Z' });

const line = (values: readonly number[], spread = 0) => ({
  series,
  points: values.map((value, i) => ({ file: i, value, low: value - spread, high: value + spread })),
});

const data: TrendData = {
  files: [file('monday', 0), file('tuesday', 100), file('friday', 400)],
  metrics: [
    { name: 'makespan', unit: 'ms', lines: [line([1_000, 2_000, 4_000], 100)] },
    { name: 'failed', unit: 'share', lines: [line([0, 0.02, 0])] },
  ],
};

// From x = 74 to 474: a pixel is a millisecond between the starts.
const draw = (view: Partial<View> = {}, of = data) => trendChart(of, { width: 654, ...view });
const heights = (svg: string) =>
  [...(/d="(M[^"]*L[^"]*)"/.exec(svg)?.[1] ?? '').matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)],
  );

describe('trendChart', () => {
  it('places files by when they began, and values from 0', () => {
    const points = heights(draw().svg);
    expect(points.map(([x]) => x)).toEqual([74, 174, 474]);
    // The axis ends at y = 292; 1, 2 and 4 s are as far above it as they are long.
    const [first = 0, second = 0, third = 0] = points.map(([, y = 0]) => 292 - y);
    expect(second / first).toBeCloseTo(2, 1);
    expect(third / first).toBeCloseTo(4, 1);
  });

  it('draws the range over rounds, and leaves it out where there is none', () => {
    expect(draw().svg.match(/h8/g)).toHaveLength(6);
    expect(draw({ metric: 'failed' }).svg).not.toContain('h8');
  });

  it('places files that began at the same instant side by side', () => {
    const same = { ...data, files: data.files.map((each) => ({ ...each, at: 7 })) };
    expect(heights(draw({}, same).svg).map(([x]) => x)).toEqual([74, 274, 474]);
  });

  it('leaves out a hidden file', () => {
    expect(heights(draw({ hidden: new Set(['tuesday']) }).svg).map(([x]) => x)).toEqual([74, 474]);
  });

  it('names its unit on every tick, 0 too', () => {
    expect(draw().svg).toContain('>0 s<');
    expect(draw({ metric: 'failed' }).svg).toContain('>0 %<');
  });

  it('reads the nearest file with its range', () => {
    expect(draw().read?.(180)).toEqual({
      x: 174,
      title: 'makespan in tuesday, 2026-01-31 12:00:00 UTC',
      rows: [{ hue: series.hue, name: 'pool', text: '2.00 s (1.90 s to 2.10 s)' }],
    });
  });

  it('names all lines below the axis on a phone, however near they lie', () => {
    const lines = ['pool', 'waves', 'gather'].map((name) => ({
      ...line([1_000, 2_000, 4_000]),
      series: { ...series, name },
    }));
    const near = { ...data, metrics: [{ name: 'makespan', unit: 'ms' as const, lines }] };
    const { svg } = draw({ width: 358 }, near);
    expect([...svg.matchAll(/>(pool|waves|gather)</g)].map(([, name]) => name)).toEqual([
      'pool',
      'waves',
      'gather',
    ]);
  });

  it('says days instead of names that have no room', () => {
    const files = Array.from({ length: 20 }, (_, i) => ({
      label: `a-long-name-${i}`,
      at: i,
      started: `2026-03-${String(i + 1).padStart(2, '0')}T12:00:00.000Z`,
    }));
    const { svg } = draw({}, { ...data, files });
    expect(svg).toContain('>2026-03-20<');
    expect(svg).not.toContain('>a-long-name');
  });

  it('goes by factors where strategies lie further apart than 8 to 1', () => {
    const lines = [line([1_000, 2_000]), line([100_000, 100_000])];
    const apart = { ...data, metrics: [{ name: 'makespan', unit: 'ms' as const, lines }] };
    const { svg } = draw({}, apart);
    expect(svg).not.toContain('>0 s<');
    expect(svg).toContain('>100 s<');
  });
});
