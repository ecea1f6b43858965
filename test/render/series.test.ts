import { expect, it } from 'vitest';
import { assignSeries } from '../../src/render/series.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

it('paints the baseline grey, wherever it stands', () => {
  const series = assignSeries(['a', 'b', 'c'], 'b');
  expect(series.get('b')).toEqual({ name: 'b', hue: 's0', dash: '2 3', marker: 'disc' });
  expect([series.get('a')?.hue, series.get('c')?.hue]).toEqual(['s1', 's2']);
});

it.each([
  [0, 's1', '7 3', 'square'],
  [1, 's2', '', 'triangle-up'],
  [2, 's3', '10 3 2 3', 'diamond'],
  [3, 's4', '4 3', 'triangle-down'],
  [4, 's1', '', 'triangle-up'],
  [7, 's4', '2 3', 'disc'],
])('gives the strategy %d after the baseline %s, dash "%s" and a %s', (n, hue, dash, marker) => {
  expect(assignSeries(names(9), undefined).get(`s${n}`)).toMatchObject({ hue, dash, marker });
});

it('tells 20 strategies apart by colour and dash', () => {
  const looks = [...assignSeries(names(20), undefined).values()];
  expect(new Set(looks.map(({ hue, dash }) => `${hue} ${dash}`)).size).toBe(20);
});
