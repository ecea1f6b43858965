import { describe, expect, it } from 'vitest';
import type { ForestRow } from '../../../../src/render/html/charts/forest.ts';
import { forestChart } from '../../../../src/render/html/charts/forest.ts';

const row = (name: string, overrides: Partial<ForestRow> = {}): ForestRow => ({
  ...{ name, effect: 0, low: 0, high: 0, text: '0 % = unchanged', hue: 'muted' },
  ...overrides,
});
const metrics = [row('sequential · makespan'), row('sequential · latency p95')];
const drawn = (rows: readonly ForestRow[], width: number) =>
  forestChart({ rows, tolerance: 0.05, reach: 0.5 }, { width }).svg;
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
const leftEnds = (svg: string) =>
  [...svg.matchAll(/<text x="([-\d.]+)"[^>]*"end"[^>]*>([^<]*)</g)].map(
    ([, x, text = '']) => Number(x) - text.length * 7.4,
  );

describe('forestChart', () => {
  it.each([358, 546, 1_112])('says whole names and verdicts at %d px', (width) => {
    expect(texts(drawn(metrics, width))).toEqual(
      expect.arrayContaining(['sequential · makespan', 'sequential · latency p95']),
    );
    expect(texts(drawn(metrics, width)).filter((text) => text === '0 % = unchanged')).toHaveLength(
      2,
    );
    expect(Math.min(...leftEnds(drawn(metrics, width)))).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['beside intervals of 30 px where there is room', 546, 102],
    ['above them on a phone', 358, 130],
  ])('puts words %s', (_, width, height) => {
    const svg = drawn([row('p10'), row('p90')], width);
    expect(texts(svg)).toEqual(expect.arrayContaining(['p10', 'p90', '0 % = unchanged']));
    expect(svg).toContain(`height="${height}"`);
  });

  it('cuts a name of 200 characters, and not what is said of it', () => {
    const svg = drawn([row('x'.repeat(200), { text: '+57 % ✕ regressed', hue: 'bad' })], 358);
    expect(texts(svg)).toContain('+57 % ✕ regressed');
    expect(texts(svg).some((text) => text?.endsWith('x…'))).toBe(true);
    expect(Math.max(...texts(svg).map((text = '') => text.length))).toBeLessThan(34);
  });

  it('draws a change to the right when it is worse', () => {
    const svg = drawn([row('a', { effect: 0.2, low: 0.1, high: 0.3 })], 1_112);
    const centre = Number(/<circle cx="([\d.]+)"[^>]*r="5"/.exec(svg)?.[1]);
    const middle = Number(/<g class="muted"><path d="M([\d.]+) 6V/.exec(svg)?.[1]);
    expect(centre).toBeGreaterThan(middle);
  });
});
