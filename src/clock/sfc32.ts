/** A stream of random bits. */
export interface RandomStream {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Fills every byte. */
  fill(bytes: Uint8Array): void;
}

/**
 * Small Fast Counter, 32 bits: passes PractRand, period at least 2^32.
 * Source: Chris Doty-Humphrey, PractRand (public domain), with its 12 warming-up rounds.
 *
 * The draws depend on their order, which is all that foreign code can be given; our own code draws
 * from `Rng`.
 */
export function createSfc32(seed: number): RandomStream {
  let a = 0;
  let b = seed | 0;
  let c = Math.trunc(seed / 2 ** 32) | 0;
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  for (let round = 0; round < 12; round++) next();

  return {
    uniform: () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992,
    fill(bytes) {
      for (let index = 0; index < bytes.length; index++) bytes[index] = next();
    },
  };
}
