import { expect, it } from 'vitest';
import { sweep } from '../../src/scenario/sweep.ts';

it('names one strategy after each value, in their order', () => {
  const swept = sweep('waves', [20, 5], (size) => ({ kind: 'waves', size }));

  expect(Object.entries(swept)).toEqual([
    ['waves-20', { kind: 'waves', size: 20 }],
    ['waves-5', { kind: 'waves', size: 5 }],
  ]);
});
