import { expect, it } from 'vitest';
import { createSfc32 } from '../../src/clock/sfc32.ts';

const WORD = 0xffff_ffffn;

/** The published algorithm, word for word, in exact integers. */
function* words(seed: bigint): Generator<number, never> {
  let [a, b, c, counter] = [0n, seed & WORD, (seed >> 32n) & WORD, 1n];
  for (let round = 1; ; round++) {
    const sum = (a + b + counter) & WORD;
    counter = (counter + 1n) & WORD;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & WORD;
    c = ((((c << 21n) | (c >> 11n)) & WORD) + sum) & WORD;
    if (round > 12) yield Number(sum);
  }
}

it.each([0, 1, 42, 2 ** 40 + 5])('draws the published sequence for seed %i', (seed) => {
  const expected = words(BigInt(seed));
  const random = createSfc32(seed);
  for (let draw = 0; draw < 100; draw++) {
    const high = expected.next().value >>> 5;
    const low = expected.next().value >>> 6;
    expect(random.uniform()).toBe((high * 2 ** 26 + low) / 2 ** 53);
  }
});

it('fills bytes from the same stream, one word a byte', () => {
  const expected = words(7n);
  const bytes = new Uint8Array(50);
  createSfc32(7).fill(bytes);
  expect([...bytes]).toEqual(Array.from(bytes, () => expected.next().value & 0xff));
});

it('has the mean and the variance of a uniform distribution over 100 000 draws', () => {
  const random = createSfc32(3);
  const draws = Array.from({ length: 100_000 }, () => random.uniform());
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  expect(mean).toBeCloseTo(1 / 2, 2);
  expect(variance).toBeCloseTo(1 / 12, 2);
});
