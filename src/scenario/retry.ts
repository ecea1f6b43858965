import type { OptionInput } from '../core/option.ts';
import type { retryOptions } from '../dispatch/retries/policy.ts';

export type RetryOptions = OptionInput<typeof retryOptions>;

/** What follows a failed attempt: another one after a back-off, unless it is pointless. */
export function retry(options: RetryOptions = {}): RetryOptions {
  return options;
}
