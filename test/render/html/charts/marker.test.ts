import { expect, it } from 'vitest';
import { swatch } from '../../../../src/render/html/charts/marker.ts';
import { assignSeries } from '../../../../src/render/series.ts';

const series = assignSeries(['base', 'a', 'b', 'c', 'd'], 'base');
const drawings = [...series.values()].map((each) => swatch(each).svg);

it('draws each of the five markers differently', () => {
  const shapes = drawings.map((svg) => /<circle|d="(M[^"]+)" transform/.exec(svg)?.[0]);
  expect(new Set(shapes).size).toBe(5);
});

it('shows the dash of the series, and none for a solid line', () => {
  expect(drawings[1]).toContain('stroke-dasharray="7 3"');
  expect(drawings[2]).not.toContain('stroke-dasharray');
});
