import { expect, it } from 'vitest';
import type { CostRow } from '../../../src/cli/overhead/cost.ts';
import { describeCost } from '../../../src/cli/overhead/show-cost.ts';

it('says which ratio is above its goal, and what is missing', () => {
  const row = (ratio: number): CostRow => ({
    ...{ reply: 'json', beside: 'undici dispatch', ours_us: 110, theirs_us: 100 },
    ...{ ratio, goal: 1.25 },
  });
  const text = describeCost('http', [row(1.1), row(1.4)]);
  expect(text).toMatch(/json +110 µs +undici dispatch 100 µs +1\.10×, goal 1\.25/);
  expect(text).toContain('1.40×, above its goal of 1.25');
  expect(text).toContain('autocannon is not installed');
});

it('aligns the rows of the mock server, and misses no client there', () => {
  const text = describeCost('mock', [
    { reply: 'json', beside: 'bare node:http', ours_us: 90, theirs_us: 64, ratio: 1.41, goal: 1.5 },
    { reply: 'sse', beside: 'bare node:http', ours_us: 200, theirs_us: 125, ratio: 1.6, goal: 1.3 },
  ]);
  expect(text.split('\n').slice(1, 3)).toEqual([
    '    json     90 µs      bare node:http 64 µs                1.41×, goal 1.5',
    '     sse    200 µs     bare node:http 125 µs   1.60×, above its goal of 1.3',
  ]);
  expect(text).not.toContain('autocannon');
});
