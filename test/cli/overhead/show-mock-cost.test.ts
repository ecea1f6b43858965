import { expect, it } from 'vitest';
import { describeMockCost } from '../../../src/cli/overhead/show-mock-cost.ts';

it('says which reply costs more than its goal', () => {
  const text = describeMockCost([
    { reply: 'json', mock_us: 90, bare_us: 64, ratio: 1.41, goal: 1.5 },
    { reply: 'sse', mock_us: 200, bare_us: 125, ratio: 1.6, goal: 1.3 },
  ]);
  expect(text.split('\n').slice(1, 3)).toEqual([
    '              json       90 µs      bare 64 µs                1.41×, goal 1.5',
    '               sse      200 µs     bare 125 µs   1.60×, above its goal of 1.3',
  ]);
});
