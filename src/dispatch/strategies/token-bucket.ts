import { defineStrategy } from '../define-strategy.ts';
import { TokenBucket } from '../limits/token-bucket.ts';
import { rateOptions, startAtRate } from '../start-at-rate.ts';

export const tokenBucket = defineStrategy({
  kind: 'token-bucket',
  term: 'token bucket',
  summary: '`rpm` starts per minute flow into a bucket of `burst`; retries take from it, too.',
  options: {
    rpm: {
      type: 'number',
      min: 0.001,
      summary: 'starts per minute',
      hint: 'name your rate limit: tokenBucket({ rpm: 50 }).',
    },
    burst: {
      type: 'count',
      min: 1,
      default: 1,
      summary: 'starts at once after a pause; a whole minute of them doubles the first minute',
    },
    initial: {
      type: 'number',
      min: 0,
      optional: true,
      summary: 'tokens at the beginning; a full bucket unless named',
    },
    ...rateOptions,
  },
  width: ({ size }) => size,
  create: ({ rpm, burst, initial, ...options }) => ({
    run(jobs, context) {
      const rule = { perMinute: rpm, burst };
      return startAtRate(
        jobs,
        options,
        new TokenBucket(rule, context.clock.now(), initial),
        context,
      );
    },
  }),
});
