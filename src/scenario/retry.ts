import type { OptionInput } from '../core/option.ts';
import type { retryOptions } from '../dispatch/retries/policy.ts';

export type RetryOptions = OptionInput<typeof retryOptions>;

/** The longest wait that a server may ask for: what fits into a timer. */
const ANY_RETRY_AFTER = 2 ** 31 - 1;

/** What follows a failed attempt: another one after a back-off, unless it is pointless. */
function build(options: RetryOptions = {}): RetryOptions {
  return options;
}

/** Policies that are in use elsewhere, as plain options: spread one to change it. */
const presets = {
  /** Every item has one attempt. */
  none: () => build({ maxRetries: 0 }),
  /** What Anthropic's SDK does by itself: 2 retries, 0.5 to 8 s, and the Retry-After to the letter, however long. */
  anthropicSdk: () => build({ ...SDK, retryAfter: 'exact' }),
  /** What OpenAI's SDK does by itself: the same, but a Retry-After above 60 s is not believed. */
  openaiSdk: () => build({ ...SDK, retryAfter: 'up-to-60s' }),
  /** What most tutorials for asyncio teach: 3 retries, 2^n s and up to a second on top. */
  asyncio: () => build({ maxRetries: 3, jitter: 'additive', base: 1_000, retryAfter: 'floor+1s' }),
  /** What undici's RetryAgent does: 5 retries, 0.5 to 30 s without jitter, and a Retry-After of at most 30 s. By itself it leaves POST out. */
  undici: () =>
    build({
      maxRetries: 5,
      jitter: 'none',
      base: 500,
      retryAfter: 'up-to-cap',
      maxRetryAfter: ANY_RETRY_AFTER,
    }),
  /** The standard mode of the AWS SDKs: 3 attempts, full jitter from 50 ms (1 s after a 429), and their retry budget. */
  aws: () =>
    build({
      maxRetries: 2,
      jitter: 'full',
      base: 50,
      rateLimitedBase: 1_000,
      cap: 20_000,
      retryAfter: 'within-5s',
      maxRetryAfter: ANY_RETRY_AFTER,
      budget: 'aws',
      exempt: 'none',
    }),
};

const SDK = {
  maxRetries: 2,
  jitter: 'sdk',
  base: 500,
  cap: 8_000,
  maxRetryAfter: ANY_RETRY_AFTER,
} as const satisfies RetryOptions;

/** A retry policy for a scenario: `retry({ maxRetries: 2 })`, or a preset such as `retry.anthropicSdk()`. */
export const retry = Object.assign(build, presets);
