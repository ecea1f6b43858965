import { deflateSync } from 'node:zlib';
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
    expect(() => decodeHdr(text)).toThrow('a histogram that is not of format V2, compressed');
  });

  it('has three significant digits and no other number', () => {
    expect(() => decodeHdr(textByLibrary([[5, 1]], 2))).toThrow('three significant digits');
  });
});

describe('a text that somebody cut or made up', () => {
  /** Bytes of a number and a header around them, as the format has them. */
  function made({ length = 2, digits = 3, lowest = 1n, payload = [200, 1] } = {}): string {
    const plain = Buffer.alloc(40 + payload.length);
    plain.writeInt32BE(0x1c849313, 0);
    plain.writeInt32BE(length, 4);
    plain.writeInt32BE(digits, 12);
    plain.writeBigInt64BE(lowest, 16);
    plain.set(payload, 40);
    return wrapped(plain);
  }

  function wrapped(plain: Buffer): string {
    const head = Buffer.alloc(8);
    head.writeInt32BE(0x1c849314, 0);
    return Buffer.concat([head, deflateSync(plain)]).toString('base64');
  }

  it('is read while it is whole', () => {
    expect(encodeHdr(decodeHdr(made()))).toBe(encodeHdr(countsOf([[0, 100]])));
  });

  const FAR = [255, 255, 255, 255, 255, 255, 15, 2];
  it.each([
    ['a number is cut', made({ length: 1 })],
    ['it claims to be longer than it is', made({ length: 2 ** 31 - 1 })],
    ['it claims to be shorter than nothing', made({ length: -5 })],
    ['its numbers count in thousands', made({ lowest: 1_024n })],
    ['a gap leads behind the last bucket', made({ length: FAR.length, payload: FAR })],
    ['there is no header', wrapped(Buffer.alloc(4))],
    ['its bytes are cut', made().slice(0, 20)],
    ['it unpacks to a thousand times its size', wrapped(Buffer.alloc(20_000_000))],
  ])('is refused at once when %s', (_, text) => {
    expect(() => decodeHdr(text)).toThrow('a result holds a histogram that is');
  });
});
