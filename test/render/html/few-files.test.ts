import { expect, it } from 'vitest';
import { fewFiles, leftOutSentence } from '../../../src/render/html/few-files.ts';

it('keeps the first of many and the last ones', () => {
  expect(fewFiles([1, 2, 3, 4, 5, 6], 3)).toEqual([1, 5, 6]);
  expect(fewFiles([1, 2, 3], 3)).toEqual([1, 2, 3]);
  expect(fewFiles([], 3)).toEqual([]);
});

it('says what is not drawn, and nothing where all is', () => {
  expect(leftOutSentence([1, 2, 3, 4], [1, 4])).toBe(' Of 4 files the first and the last 1.');
  expect(leftOutSentence([1, 2], [1, 2])).toBe('');
});
