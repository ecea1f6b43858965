/**
 * Counter-based random numbers: a draw is a hash of (seed, item, attempt, purpose), never of how often somebody drew
 * before. Every strategy therefore meets the same latencies and faults for the same item, in whatever order it asks.
 */
export interface Rng {
  readonly seed: number;
  /** Uniform in [0, 1). */
  uniform(purpose: string, item: number, attempt?: number): number;
}

export function createRng(seed: number): Rng {
  const root = mix(seed | 0, Math.trunc(seed / 2 ** 32) | 0);
  return {
    seed,
    uniform(purpose, item, attempt = 0) {
      const key = mix(mix(mix(root, item | 0), attempt | 0), purposeHash(purpose));
      return toUnit(finish(key ^ 0x9e3779b9), finish(key));
    },
  };
}

/** FNV-1a, 32 bits, over UTF-16 code units: cheap, stable, and good enough to key streams apart. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

const purposeHashes = new Map<string, number>();

/** Purposes are a handful of literals, so that each is hashed once a process. */
function purposeHash(purpose: string): number {
  let hash = purposeHashes.get(purpose);
  if (hash === undefined) {
    hash = hashText(purpose);
    purposeHashes.set(purpose, hash);
  }
  return hash;
}

/** One absorbing step of MurmurHash3 (Austin Appleby, public domain), x86 32-bit variant. */
function mix(state: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = state ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** MurmurHash3's 32-bit finaliser. */
function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 53 random bits as a double in [0, 1). */
function toUnit(high: number, low: number): number {
  return ((high >>> 5) * 67_108_864 + (low >>> 6)) / 9_007_199_254_740_992;
}
