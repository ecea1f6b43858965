import { expect, it } from 'vitest';
import { BucketCounts, highestIn } from '../../src/measure/bucket-counts.ts';

function countsOf(values: readonly number[]): BucketCounts {
  const counts = new BucketCounts();
  for (const value of values) counts.count(value);
  return counts;
}

function listed(counts: BucketCounts): (readonly [highest: number, count: number])[] {
  const found: (readonly [number, number])[] = [];
  counts.forEach((bucket, count) => {
    found.push([highestIn(bucket), count]);
  });
  return found;
}

it.each([
  ['0', 0, 0],
  ['the last value with a bucket of its own', 2_047, 2_047],
  ['the first of a bucket of two', 2_048, 2_049],
  ['the second of a bucket of two', 2_049, 2_049],
  ['the last of a doubling', 4_095, 4_095],
  ['the first of a bucket of four', 4_096, 4_099],
  ['a second, of a bucket of 512', 1_000_000, 1_000_447],
  ['the last below 32 bits', 2_147_483_647, 2_147_483_647],
  ['the first beyond them', 2_147_483_648, 2_149_580_799],
])('counts %s in the bucket that ends at the right value', (_, value, highest) => {
  expect(listed(countsOf([value]))).toEqual([[highest, 1]]);
});

it('hands over in rising order, whatever came first', () => {
  expect(listed(countsOf([5_000, 7, 5_001, 7, 7]))).toEqual([
    [7, 3],
    [5_003, 2],
  ]);
});

it('adds up with another, bucket by bucket', () => {
  const counts = countsOf([7, 5_000]);
  counts.include(countsOf([7, 600_000]));
  expect(listed(counts)).toEqual([
    [7, 2],
    [5_003, 1],
    [600_063, 1],
  ]);
});

it('knows the value of every rank, and none beyond the last', () => {
  const counts = countsOf([9, 3, 3, 5_000]);
  expect(counts.valuesAt([1, 2, 3, 4, 5])).toEqual([3, 3, 9, 5_003, Number.POSITIVE_INFINITY]);
});
