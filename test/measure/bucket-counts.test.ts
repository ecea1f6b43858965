import fc from 'fast-check';
import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { expect, it } from 'vitest';
import { BucketCounts } from '../../src/measure/bucket-counts.ts';

function drained(values: readonly number[]): (readonly [value: number, count: number])[] {
  const counts = new BucketCounts();
  for (const value of values) counts.count(value);
  const found: (readonly [number, number])[] = [];
  counts.drain((value, count) => found.push([value, count]));
  return found;
}

it.each([
  ['0', 0, 0],
  ['the last value with a bucket of its own', 2_047, 2_047],
  ['the first of a bucket of two', 2_048, 2_048],
  ['the second of a bucket of two', 2_049, 2_048],
  ['the last of a doubling', 4_095, 4_094],
  ['the first of a bucket of four', 4_096, 4_096],
  ['a second, of a bucket of 512', 1_000_000, 999_936],
  ['the last below 32 bits', 2_147_483_647, 2_146_435_072],
  ['the first beyond them', 2_147_483_648, 2_147_483_648],
])('counts %s in the bucket that begins at the right value', (_, value, lowest) => {
  expect(drained([value])).toEqual([[lowest, 1]]);
});

function encoded(value: number): string {
  const hdr = build({
    bitBucketSize: 64,
    autoResize: true,
    lowestDiscernibleValue: 1,
    numberOfSignificantValueDigits: 3,
  });
  hdr.recordValue(value);
  return encodeIntoCompressedBase64(hdr);
}

it('has the buckets of the HDR histogram, up to a month in microseconds', () => {
  const month = 30 * 86_400_000_000;
  const value = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: month }));
  fc.assert(
    fc.property(value, (us) => {
      const [[lowest] = [-1]] = drained([us]);
      expect(encoded(lowest)).toBe(encoded(us));
      expect(lowest).toBeLessThanOrEqual(us);
    }),
    { seed: 1 },
  );
});

it('hands over in rising order, and only once', () => {
  const counts = new BucketCounts();
  for (const value of [5_000, 7, 5_001, 7, 7]) counts.count(value);
  const found: number[][] = [];
  counts.drain((...bucket) => found.push(bucket));
  counts.drain((...bucket) => found.push(bucket));
  expect(found).toEqual([
    [7, 3],
    [5_000, 2],
  ]);
});
