import { expect, it } from 'vitest';
import { verticalBars } from '../../../src/render/terminal/bars.ts';

it('draws values as columns of eighths, the largest to the top', () => {
  expect(verticalBars([0, 1, 8, 12, 16], 2)).toEqual(['   ▄█', ' ▁███']);
});

it('shows whatever is above 0, however little', () => {
  expect(verticalBars([0.001, 100], 1)).toEqual(['▁█']);
});

it('draws nothing where nothing happened', () => {
  expect(verticalBars([0, 0], 2)).toEqual(['', '']);
  expect(verticalBars([], 1)).toEqual(['']);
});
