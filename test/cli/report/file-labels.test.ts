import { expect, it } from 'vitest';
import { fileLabels } from '../../../src/cli/report/file-labels.ts';

it.each([
  [
    ['reports/a/1/result.json', 'reports/a/2/result.json'],
    ['1', '2'],
  ],
  [
    ['monday/result.json', 'vllm.json'],
    ['monday', 'vllm.json'],
  ],
  [
    ['week/monday/out.json', 'week/friday/out.json'],
    ['monday', 'friday'],
  ],
  [['one.json'], ['one.json']],
  [
    ['result.json', 'old/result.json'],
    ['result.json', 'old'],
  ],
  [
    ['a/result.json', 'a/result.json'],
    ['a', 'a'],
  ],
])('tells %j apart as %j', (files, labels) => {
  expect(fileLabels(files)).toEqual(labels);
});
