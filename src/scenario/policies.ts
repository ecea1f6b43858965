import { retryOptions } from '../dispatch/retries/policy.ts';
import { optionsSchema } from './check/options.ts';
import { timeoutOptions } from './timeouts.ts';

/** What follows a failed attempt: of a scenario, or of one of its strategies. */
export const retrySchema = optionsSchema(retryOptions, 'retry({ … })');

/** Deadlines of an attempt: of a scenario, or of one of its strategies. */
export const timeoutsSchema = optionsSchema(
  timeoutOptions,
  "durations, for example { total: '60s' }",
);
