import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../../mock-server/limits/token-bucket.ts';
import { rpm } from '../../helpers/mock-plan.ts';

/** A full bucket of so many tokens per minute. */
const bucketOf = (limit: number, burst = limit) => new TokenBucket(rpm(limit, burst), 0);

/** Takes n tokens at once, as often as told. */
function drained(bucket: TokenBucket, times: number, n = 1): TokenBucket {
  for (let taken = 0; taken < times; taken++) bucket.take(n, 0);
  return bucket;
}

describe('50 requests per minute', () => {
  it('is full again 1.2 s after the first of 50', () => {
    const bucket = drained(bucketOf(50), 1);
    expect([bucket.level(0), bucket.untilFull(0)]).toEqual([49, 1_200]);
  });

  it('is full again 60 s after the last of 50', () => {
    const bucket = drained(bucketOf(50), 50);
    expect([bucket.level(0), bucket.untilFull(0)]).toEqual([0, 60_000]);
  });

  it.each([
    ['50', 50],
    ['5', 5],
  ])('lets a burst of %s pass and makes the next one wait 1.2 s', (_, burst) => {
    const bucket = bucketOf(50, burst);
    expect(drained(bucket, burst - 1).wait(1, 0)).toBe(0);
    expect(drained(bucket, 1).wait(1, 0)).toBe(1_200);
    expect(bucket.wait(1, 1_199.999)).toBe(0.001);
    expect(bucket.wait(1, 1_200)).toBe(0);
  });
});

it('has a token of 60 RPM after exactly 1000 ms, 10 000 times in a row', () => {
  const bucket = drained(bucketOf(60, 1), 1);
  for (let second = 1; second <= 10_000; second++) {
    expect(bucket.wait(1, second * 1_000)).toBe(0);
    bucket.take(1, second * 1_000);
  }
});

it('never says 0 when a token is still missing: 27 RPM, 0.0002 us before it exists', () => {
  const bucket = drained(bucketOf(27, 1), 1);
  expect(bucket.wait(1, 2_222.222)).toBe(0.001);
});

it('waits 37.044 s for 7835 tokens with 8339 of 10 000 a minute used', () => {
  const bucket = drained(bucketOf(10_000), 1, 8_339);
  expect(bucket.wait(7_835, 0)).toBe(37_044);
});

it('lets a request larger than the bucket pass when it is full, and is then in debt', () => {
  const bucket = bucketOf(8_000);
  expect(bucket.wait(10_000, 0)).toBe(0);
  bucket.take(10_000, 0);
  expect(bucket.level(0)).toBe(-2_000);
});

it('starts at the level that it is told to', () => {
  const bucket = new TokenBucket({ ...rpm(60), startLevel: 0 }, 0);
  expect(bucket.wait(1, 0)).toBe(1_000);
  expect(bucket.level(30_000)).toBe(30);
});

it('lets an amount of 0 pass until it is in debt, and then until the debt is paid', () => {
  const bucket = drained(bucketOf(8_000), 1, 10_000);
  expect(bucket.wait(0, 0)).toBe(15_000);
  expect(bucket.wait(0, 14_999)).toBe(1);
  expect(bucket.wait(0, 15_001)).toBe(0);
});
