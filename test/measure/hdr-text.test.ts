import fc from 'fast-check';
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { BucketCounts } from '../../src/measure/bucket-counts.ts';
import { decodeHdr, encodeHdr } from '../../src/measure/hdr-text.ts';

type Counted = readonly [value: number, times: number];

function countsOf(counted: readonly Counted[]): BucketCounts {
  const counts = new BucketCounts();
  for (const [value, times] of counted) counts.count(value, times);
  return counts;
}

/** By the library that readers of our files have. */
function textByLibrary(counted: readonly Counted[], numberOfSignificantValueDigits: 2 | 3 = 3) {
  const hdr = build({ bitBucketSize: 64, autoResize: true, numberOfSignificantValueDigits });
  for (const [value, times] of counted) hdr.recordValueWithCount(value, times);
  return encodeIntoCompressedBase64(hdr, 1);
}

const MONTH = 30 * 86_400_000_000;
const value = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: MONTH }));
const times = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 2 ** 40 }));
const anyCounts = fc.array(fc.tuple(value, times), { minLength: 1, maxLength: 40 });

describe('the text of an HDR histogram', () => {
  it('has the bytes that the library writes, from the first bucket of several values on', () => {
    fc.assert(
      fc.property(anyCounts, (counted) => {
        const all: Counted[] = [...counted, [2_048, 1]];
        expect(encodeHdr(countsOf(all))).toBe(textByLibrary(all));
      }),
      { seed: 1 },
    );
  });

  it('is read by the library, of small values, too', () => {
    const hdr = decodeFromCompressedBase64(
      encodeHdr(
        countsOf([
          [1, 2],
          [2_047, 1],
        ]),
      ),
      64,
    );
    expect(hdr.totalCount).toBe(3);
    expect([50, 100].map((p) => hdr.getValueAtPercentile(p))).toEqual([1, 2_047]);
  });

  it('reads back as what was counted', () => {
    fc.assert(
      fc.property(anyCounts, (counted) => {
        const text = encodeHdr(countsOf(counted));
        expect(encodeHdr(decodeHdr(text))).toBe(text);
        expect(encodeHdr(decodeHdr(textByLibrary(counted)))).toBe(text);
      }),
      { seed: 1 },
    );
  });

  it.each(['', 'no base64!', 'AAAAAAAAAAAA'])('is not %j', (text) => {
    expect(() => decodeHdr(text)).toThrow('not the text of an HDR histogram, V2 compressed');
  });

  it('has three significant digits and no other number', () => {
    expect(() => decodeHdr(textByLibrary([[5, 1]], 2))).toThrow(
      'not an HDR histogram of three significant digits',
    );
  });
});
