import { describe, expect, it } from 'vitest';
import type { SweepData } from '../../../../src/render/html/charts/sweep.ts';
import { sweepChart } from '../../../../src/render/html/charts/sweep.ts';
import { sweepWords } from '../../../../src/render/html/charts/words.ts';
import { assignSeries } from '../../../../src/render/series.ts';

const series = assignSeries(['pool'], 'pool').get('pool');
if (!series) throw new Error('no series');

/** 2, 8 and 32 in flight: 1, 4 and 8 a second, the last one too late. */
const data: SweepData = {
  series,
  option: 'pool.size',
  points: [
    { value: 2, perSecond: 1, feasible: true, best: false },
    { value: 8, perSecond: 4, feasible: true, best: true },
    { value: 32, perSecond: 8, feasible: false, best: false },
  ],
};
const draw = (changes: Partial<SweepData> = {}) =>
  sweepChart({ ...data, ...changes }, { width: 800 });

describe('sweepChart', () => {
  it('puts doublings at equal distances', () => {
    const { svg } = draw();
    const at = [2, 4, 8, 16, 32].map((value) =>
      Number(svg.match(new RegExp(`x="([\\d.]+)"[^>]*middle">${value}<`))?.[1]),
    );
    const steps = at.slice(1).map((x, i) => x - (at[i] ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? 0, 0);
    expect(svg).toContain('pool.size; up: completed items per second');
  });

  it('says in words what it shows', () => {
    const words = sweepWords({ ...data, tied: { from: 8, to: 12 }, failing: 32, little: 9.96 });
    expect(words.description).toBe(
      "2: 1.00/s. 8: 4.00/s, recommended. 32: 8.00/s, not kept. As good as the best from 8 to 12. From 32 on constraints are not kept. Little's law gives 10.0.",
    );
  });

  it('draws a failing value hollow, and the hatching only from the first one on', () => {
    expect(draw().svg.match(/class="hollow"/g)).toHaveLength(1);
    expect(draw().svg).not.toContain('stroke-opacity="0.35"');
    const { svg } = draw({ failing: 32 });
    const hatch = svg.match(/d="([^"]*)"[^>]*stroke-opacity="0.35"/)?.[1] ?? '';
    const xs = [...hatch.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x));
    const left = Number(svg.match(/x="([\d.]+)"[^>]*>32</)?.[1]);
    expect(xs.length).toBeGreaterThan(2);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(left - 0.1);
    expect(Math.max(...xs)).toBeLessThanOrEqual(776);
  });

  it('leaves out a bound beyond the values that were tried, and a law above the picture', () => {
    expect(draw({ little: 10 }).svg).toContain('>Little<');
    expect(draw({ little: 100 }).svg).not.toContain('>Little<');
    expect(
      draw({
        usl: [
          [2, 1],
          [8, 4],
        ],
      }).svg,
    ).toContain('>USL<');
    expect(draw({ usl: [[2, 100]] }).svg).not.toContain('>USL<');
  });

  it('reads the nearest value', () => {
    const chart = draw();
    expect(chart.read?.(0)).toMatchObject({ title: 'pool.size 2' });
    expect(chart.read?.(800)?.rows.map(({ text }) => text)).toEqual(['8.00/s', 'not kept']);
  });
});
