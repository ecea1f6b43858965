import type { TokenSums, Tokens } from '../core/run-result.ts';

/** Token counts of several rounds as one. */
export function mergeTokens(rounds: readonly Tokens[]): Tokens {
  const wasted = rounds.flatMap((tokens) => tokens.wasted ?? []);
  return {
    ...sumOf(rounds),
    ...(rounds.some(({ from }) => from) && { from: 'usage' }),
    ...(wasted.length > 0 && { wasted: sumOf(wasted) }),
  };
}

function sumOf(counts: readonly TokenSums[]): TokenSums {
  const read = sum(counts, 'cache_read');
  const written = sum(counts, 'cache_write');
  return {
    input: sum(counts, 'input') ?? 0,
    output: sum(counts, 'output') ?? 0,
    ...(read !== undefined && { cache_read: read }),
    ...(written !== undefined && { cache_write: written }),
  };
}

/** `undefined` when nobody told any. */
function sum(counts: readonly TokenSums[], field: keyof TokenSums): number | undefined {
  const told = counts.flatMap(({ [field]: value }) => value ?? []);
  return told.length === 0 ? undefined : told.reduce((a, b) => a + b);
}
