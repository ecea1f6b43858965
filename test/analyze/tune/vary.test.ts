import { expect, it } from 'vitest';
import { parseVary } from '../../../src/analyze/tune/vary.ts';

it('reads a range of whole numbers', () => {
  expect(parseVary('semaphore.size=1..200')).toEqual({
    path: 'semaphore.size',
    subject: 'semaphore',
    option: 'size',
    values: { from: 1, to: 200 },
  });
});

it('reads a list of values, sorted and without doubles', () => {
  expect(parseVary('retry.maxRetries=4,0,2,2')).toMatchObject({ values: [0, 2, 4] });
});

it('reads words in their order', () => {
  expect(parseVary('retry.retryAfter=floor+20%,exact,exact')).toMatchObject({
    values: ['floor+20%', 'exact'],
  });
});

it.each([
  'size=1..9',
  'pool.size',
  'pool.size=',
  'pool.size=9..1',
  'pool.size=a..b',
  'pool.size=1,,2',
  'pool.size=1,full',
  'pool.size=-1..4',
  'pool.size=0.5..2',
])('does not read %j', (text) => {
  expect(parseVary(text)).toBeUndefined();
});
