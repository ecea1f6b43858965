import { defineStrategy } from '../define-strategy.ts';
import { nextCubic, startCubic } from '../limits/laws/cubic-rate.ts';
import type { Limiter } from '../limits/limiter.ts';
import { TokenBucket } from '../limits/token-bucket.ts';
import { createRateGate } from '../rate-gate.ts';
import { rateOptions, startThrough } from '../start-at-rate.ts';

export const cubicRate = defineStrategy({
  kind: 'cubic-rate',
  term: 'adaptive rate limit after TCP CUBIC',
  summary: 'No limit until the first 429, then a rate that falls at refusals and rises on a cubic.',
  options: rateOptions,
  width: ({ size }) => size,
  create: (options) => ({
    run(jobs, context) {
      const { clock, observe, traceLimit } = context;
      let state = startCubic(clock.now());
      const bucket = new TokenBucket({ perMinute: 0, burst: 1 }, clock.now(), 0);
      const limiter: Limiter = {
        wait: (now) => (state.rate === undefined ? 0 : bucket.wait(now)),
        start(now) {
          if (state.rate !== undefined) bucket.start(now);
        },
      };
      const gate = createRateGate(limiter, context);
      observe(({ outcome }) => {
        const now = clock.now();
        state = nextCubic(state, outcome.kind === 'rate-limited', now);
        if (state.rate === undefined) return undefined;
        bucket.change(now, { perMinute: state.rate * 60, burst: Math.max(1, state.rate) });
        gate.recheck();
        traceLimit(state.rate, 'per_s');
        return undefined;
      });
      return startThrough(gate, jobs, options);
    },
  }),
});
