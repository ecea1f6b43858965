import type { AttemptEntry } from './ledger.ts';

/** US dollars for a million tokens of each kind. */
export interface TokenPrices {
  /** Input that was neither read from nor written to a cache. */
  readonly inputUsd: number;
  readonly outputUsd: number;
  /** Input that was written to a cache for 5 minutes. */
  readonly cacheWriteUsd: number;
  readonly cacheReadUsd: number;
}

/** What a model costs. */
export interface PricePlan extends TokenPrices {
  /** Day of the price list: `2026-10-24`. */
  readonly date: string;
  /** What the prices are multiplied by for an item of a batch: 0.5 = half; 1 = no discount. */
  readonly batchFactor: number;
  /** What a request with more input tokens than this costs, all of it; absent: the same. */
  readonly long?: TokenPrices & { readonly aboveInputTokens: number };
}

/** Tokens of one request, as rows hold them: `input_tokens` is all of the input. */
export type UsedTokens = Pick<
  AttemptEntry,
  'input_tokens' | 'output_tokens' | 'cache_read_tokens' | 'cache_write_tokens'
>;

/**
 * What a request cost.
 *
 * @returns millionths of a US dollar, which add up without a rounding error at the usual prices; `undefined` when its reply
 *   told no tokens
 */
export function microUsdOf(price: PricePlan, tokens: UsedTokens): number | undefined {
  const { input_tokens: input, output_tokens: output } = tokens;
  if (input === undefined && output === undefined) return undefined;
  const { cache_read_tokens: read = 0, cache_write_tokens: written = 0 } = tokens;
  const { long } = price;
  const each = long && (input ?? 0) > long.aboveInputTokens ? long : price;
  const uncached = Math.max(0, (input ?? 0) - read - written);
  return (
    uncached * each.inputUsd +
    written * each.cacheWriteUsd +
    read * each.cacheReadUsd +
    (output ?? 0) * each.outputUsd
  );
}

/** The price of an item of a batch. */
export function batchPrice({ batchFactor, long, ...price }: PricePlan): PricePlan {
  const discounted = <P extends TokenPrices>(prices: P): P => ({
    ...prices,
    inputUsd: prices.inputUsd * batchFactor,
    outputUsd: prices.outputUsd * batchFactor,
    cacheWriteUsd: prices.cacheWriteUsd * batchFactor,
    cacheReadUsd: prices.cacheReadUsd * batchFactor,
  });
  return { ...discounted(price), batchFactor, ...(long && { long: discounted(long) }) };
}

type Ended = UsedTokens & Pick<AttemptEntry, 'outcome' | 'status' | 'stage'>;

/**
 * Whether somebody may be charged for more than an attempt told: it reached the server, was not refused, and its reply broke
 * off or told no tokens.
 */
export function mayBeBilledForMore(attempt: Ended): boolean {
  const { outcome, status, stage, input_tokens: input, output_tokens: output } = attempt;
  const whole = outcome === 'ok' || outcome === 'invalid-output';
  if (whole && (input !== undefined || output !== undefined)) return false;
  return status === undefined ? stage !== 'connect' : status < 400;
}
