import { describe, expect, it } from 'vitest';
import { TokenBucket as ServerBucket } from '../../../mock-server/limits/token-bucket.ts';
import { createRng } from '../../../src/core/rng.ts';
import { createGcra } from '../../../src/dispatch/limits/gcra.ts';
import type { BucketRule } from '../../../src/dispatch/limits/token-bucket.ts';
import { TokenBucket } from '../../../src/dispatch/limits/token-bucket.ts';
import { grantTimes, mostIn } from '../../helpers/limiter.ts';
import { rpm } from '../../helpers/mock-plan.ts';

describe('a token bucket of 60 a minute and a burst of 3', () => {
  const bucket = () => new TokenBucket({ perMinute: 60, burst: 3 }, 0);

  it('lets 3 start at once and then one a second', () => {
    expect(grantTimes(bucket(), [0, 0, 0, 0, 0])).toEqual([0, 0, 0, 1_000, 2_000]);
  });

  it('saves up no more than 3 during a minute of rest', () => {
    expect(grantTimes(bucket(), [0, 60_000, 60_000, 60_000, 60_000])).toEqual([
      0, 60_000, 60_000, 60_000, 61_000,
    ]);
  });

  it.each([
    ['2 of the 3 that are there', 2, 0],
    ['4, taken as the 3 that fit', 4, 0],
  ])('grants %s', (_, n, wait) => {
    expect(bucket().wait(0, n)).toBe(wait);
  });

  it('asks for the time that the missing tokens need: 2 of them 2 s', () => {
    const used = bucket();
    used.start(0, 3);
    expect(used.wait(0, 2)).toBe(2_000);
    expect(used.wait(500, 2)).toBe(1_500);
  });

  it('starts with the level that it is given', () => {
    const empty = new TokenBucket({ perMinute: 60, burst: 3 }, 0, 0);
    expect(grantTimes(empty, [0, 0])).toEqual([1_000, 2_000]);
  });

  it('goes below 0 when more was used than reserved, and gives back up to the burst', () => {
    const used = bucket();
    used.add(0, -5);
    expect(used.level(0)).toBe(-2);
    expect(used.wait(0)).toBe(3_000);
    used.add(0, 100);
    expect(used.level(0)).toBe(3);
  });

  it('keeps what is there under another rule, up to the new burst', () => {
    const used = bucket();
    used.start(0, 1);
    used.change(500, { perMinute: 120, burst: 2 });
    expect(used.level(500)).toBe(2);
    used.start(500, 2);
    expect(used.wait(500)).toBe(500);
  });
});

/** How many of these starts a server with the same limit refuses. */
function refusals(limit: number, starts: readonly number[]): number {
  const server = new ServerBucket(rpm(limit, 5), 0);
  return starts.filter((at) => {
    const wait = server.wait(1, at);
    if (wait === 0) server.take(1, at);
    return wait > 0;
  }).length;
}

describe('waits are rounded up to the microsecond', () => {
  const clients = { bucket: (rule: BucketRule) => new TokenBucket(rule, 0), gcra: createGcra };

  it.each(
    [7, 50, 333, 1_000].flatMap((limit) => [[limit, 'bucket'] as const, [limit, 'gcra'] as const]),
  )(
    'at %d RPM no start of a matched client (%s) is refused, and one is that comes 2 µs earlier',
    (limit, kind) => {
      const client = clients[kind]({ perMinute: limit, burst: 5 });
      const starts = grantTimes(client, Array(2_000).fill(0));
      expect(starts.at(-1)).toBeGreaterThanOrEqual((1_995 * 60_000) / limit - 0.001);
      expect(refusals(limit, starts)).toBe(0);
      const sixth = starts.slice(0, 6).map((at) => Math.max(0, at - 0.002));
      expect(refusals(limit, sixth)).toBe(1);
    },
  );
});

describe('GCRA', () => {
  it.each([
    [60, 1],
    [50, 5],
    [333, 20],
    [7, 1],
    [1_000, 50],
  ])(
    'grants at %d a minute and a burst of %d what the bucket grants, within 1 µs',
    (perMinute, burst) => {
      const rng = createRng(4);
      let at = 0;
      const requests = Array.from({ length: 10_000 }, (_, i) => {
        // Mostly faster than the rate, with rests that fill the bucket.
        const u = rng.uniform('gap', i);
        at += Math.round((u < 0.02 ? 60 * u : u) * (100_000_000 / perMinute)) / 1_000;
        return at;
      });
      const bucket = grantTimes(new TokenBucket({ perMinute, burst }, 0), requests);
      const gcra = grantTimes(createGcra({ perMinute, burst }), requests);
      const apart = bucket.map((time, i) => Math.abs(time - (gcra[i] ?? Number.NaN)));
      // A microsecond, and what doubles lose at 10 000 starts.
      expect(Math.max(...apart)).toBeLessThan(0.00101);
      expect(bucket).toHaveLength(10_000);
    },
  );

  it('lets burst + w · rate start in any window: 8 in 5 s at 60 a minute and a burst of 3', () => {
    const grants = grantTimes(createGcra({ perMinute: 60, burst: 3 }), Array(50).fill(0));
    expect(mostIn(5_001, grants)).toBe(8);
  });
});
