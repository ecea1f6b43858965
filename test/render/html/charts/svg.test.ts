import { expect, it } from 'vitest';
import { element, label, pathThrough, picture } from '../../../../src/render/html/charts/svg.ts';

it('escapes attributes and leaves absent ones out', () => {
  expect(element('g', { class: '"><script>', id: undefined })).toBe(
    '<g class="&#34;&gt;&lt;script&gt;"/>',
  );
});

it('escapes text and rounds coordinates to a tenth of a pixel', () => {
  expect(label(1.26, 2, '<b>')).toBe('<text x="1.3" y="2" fill="currentColor">&lt;b&gt;</text>');
  expect(
    pathThrough([
      [0.04, 1],
      [2.25, 3.06],
    ]),
  ).toBe('M0 1L2.3 3.1');
});

it('names a picture and tells its numbers', () => {
  const { svg } = picture({ width: 10, height: 5 }, { title: 'a & b', description: '1 < 2' }, '');
  expect(svg).toContain('<title>a &amp; b</title><desc>1 &lt; 2</desc>');
});
