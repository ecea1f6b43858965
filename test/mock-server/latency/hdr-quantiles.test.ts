import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { expect, it } from 'vitest';
import { hdrQuantiles } from '../../../mock-server/latency/hdr-quantiles.ts';
import { empirical } from '../../../mock-server/latency/index.ts';

/** 1 to 1000 ms, once each, in microseconds. */
function histogramOf(count: number): string {
  const histogram = build({ bitBucketSize: 64, numberOfSignificantValueDigits: 3 });
  for (let ms = 1; ms <= count; ms++) histogram.recordValue(ms * 1_000);
  return encodeIntoCompressedBase64(histogram);
}

it('draws what a histogram of microseconds holds, within its 0.1 %', () => {
  const hdr = histogramOf(1_000);
  expect(empirical.complete({ hdr })).toEqual({ hdr });
  const { sample } = empirical.create({ hdr });
  for (const u of [0.1, 0.5, 0.99]) {
    expect(Math.abs(sample(u) / (1_000 * u) - 1)).toBeLessThan(0.002);
  }
});

it.each([[''], ['no base64!'], [histogramOf(0)]])('knows that %j holds nothing', (text) => {
  expect(hdrQuantiles(text)).toBeUndefined();
});
