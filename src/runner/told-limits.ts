import type { Microseconds } from '../core/ledger.ts';
import type { ToldLimit } from '../core/run-result.ts';
import { readAdvertised } from '../dispatch/limits/advertised.ts';

const MINUTE = 60_000;

/**
 * The limits that a reply's headers tell.
 *
 * @param sent when the request was sent
 * @returns nothing where they tell none
 */
export function toldLimits(
  headers: Readonly<Record<string, string>>,
  sent: Microseconds,
): readonly ToldLimit[] | undefined {
  const told = readAdvertised(headers).map(({ dimension, limit, remaining, untilFull = 0 }) => ({
    dimension: UNDERSCORED[dimension],
    // What is used now is back after `untilFull`: only that tells a limit per day from one per minute.
    per_minute: untilFull > 0 ? ((limit - remaining) / untilFull) * MINUTE : limit,
    limit,
    remaining,
    sent_ms: sent / 1_000,
  }));
  return told.length > 0 ? told : undefined;
}

const UNDERSCORED = {
  requests: 'requests',
  'input-tokens': 'input_tokens',
  'output-tokens': 'output_tokens',
  tokens: 'tokens',
} as const;
