import type { Item } from '../../core/item.ts';
import type { Usage } from '../../core/outcome.ts';
import type { TokenCost } from './dual-bucket.ts';

/** Characters of a prompt for each token: a rule of thumb for English. */
const CHARACTERS_PER_TOKEN = 4;

/** How fast a moving average follows. */
const ALPHA = 0.2;

/** Replies that a percentile is taken of. */
const REMEMBERED = 100;

/** Guesses the output tokens of the next reply from those before. */
interface Estimator {
  /** Nothing before the first reply. */
  estimate(item: Item): number | undefined;
  learn(tokens: number): void;
}

/** What output is reserved for a request: its maximum, what replies had so far, or what it will have. */
export const estimators = {
  max_tokens: (): Estimator => ({ estimate: () => undefined, learn: () => {} }),
  oracle: (foretell?: (item: Item) => number): Estimator => ({
    estimate: (item) => foretell?.(item),
    learn: () => {},
  }),
  mean: () => averaging((seen) => 1 / seen),
  ewma: () => averaging((seen) => (seen === 1 ? 1 : ALPHA)),
  p95: percentile,
} as const satisfies Record<string, (foretell?: (item: Item) => number) => Estimator>;

/** Tokens that a request is expected to take. */
export function estimateTokens({ prompt, system, maxTokens }: Item, output?: number): TokenCost {
  const characters = prompt.length + (system?.length ?? 0);
  return {
    input: Math.ceil(characters / CHARACTERS_PER_TOKEN),
    output: Math.min(maxTokens, output ?? maxTokens),
  };
}

/** Tokens that count towards limits: what was read from a cache does not. Absent numbers were as expected. */
export function usedTokens(usage: Usage, expected: TokenCost): TokenCost {
  const { inputTokens, cacheWriteTokens = 0, outputTokens } = usage;
  return {
    input: inputTokens === undefined ? expected.input : inputTokens + cacheWriteTokens,
    output: outputTokens ?? expected.output,
  };
}

/** @param weight of the value that was just seen, the n-th */
function averaging(weight: (seen: number) => number): Estimator {
  let seen = 0;
  let average: number | undefined;
  return {
    estimate: () => average,
    learn(tokens) {
      const before = average ?? tokens;
      average = before + weight(++seen) * (tokens - before);
    },
  };
}

/** Nearest rank, of the last replies. */
function percentile(): Estimator {
  const last: number[] = [];
  return {
    estimate: () => last.toSorted((a, b) => a - b)[Math.ceil(0.95 * last.length) - 1],
    learn(tokens) {
      last.push(tokens);
      if (last.length > REMEMBERED) last.shift();
    },
  };
}
