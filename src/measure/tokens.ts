import type { TokenSums, Tokens } from '../core/run-result.ts';

/** Token counts of several rounds as one. Counts of different sources stay apart. */
export function mergeTokens(rounds: readonly Tokens[]): Tokens {
  const from = rounds.some((tokens) => tokens.from === 'usage')
    ? 'usage'
    : rounds.find((tokens) => tokens.from)?.from;
  const wasted = rounds.flatMap((tokens) => tokens.wasted ?? []);
  const estimated = rounds.flatMap((tokens) => tokens.estimated?.output ?? []);
  return {
    ...sumOf(rounds.filter((tokens) => tokens.from === from)),
    ...(from && { from }),
    ...(wasted.length > 0 && { wasted: sumOf(wasted) }),
    ...(estimated.length > 0 && { estimated: { output: estimated.reduce((a, b) => a + b) } }),
  };
}

function sumOf(counts: readonly TokenSums[]): TokenSums {
  const sum = (field: keyof TokenSums) =>
    counts.reduce<number | undefined>(
      (total, { [field]: value }) => (value === undefined ? total : (total ?? 0) + value),
      undefined,
    );
  const read = sum('cache_read');
  const written = sum('cache_write');
  return {
    input: sum('input') ?? 0,
    output: sum('output') ?? 0,
    ...(read !== undefined && { cache_read: read }),
    ...(written !== undefined && { cache_write: written }),
  };
}
