import { expect, it } from 'vitest';
import { Releases } from '../../src/runner/releases.ts';

it('counts all items of a load that keeps its schedule, the last one within 50 ms', () => {
  const releases = new Releases();
  for (let item = 0; item < 100; item++) releases.add(item * 10, item * 10 + 50);
  expect(releases.figures).toEqual({ planned: 100, released: 100 });
});

it('leaves out what was noticed after the end: half of them at half the speed', () => {
  const releases = new Releases();
  // Ends at 990 ms and 50 ms of grace; item 52 is noticed at 1040 ms, item 53 at 1060 ms.
  for (let item = 0; item < 100; item++) releases.add(item * 10, item * 20);
  expect(releases.figures).toEqual({ planned: 100, released: 53 });
});

it('counts nothing when nothing was due', () => {
  expect(new Releases().figures).toEqual({ planned: 0, released: 0 });
});
