import { ORACLE } from '../../core/oracle.ts';
import { defineStrategy } from '../define-strategy.ts';
import type { TokenCost } from '../limits/dual-bucket.ts';
import { DualBucket } from '../limits/dual-bucket.ts';
import { UNLIMITED } from '../limits/limiter.ts';
import { estimateTokens, estimators, usedTokens } from '../limits/token-estimate.ts';
import { createRateGate } from '../rate-gate.ts';
import { rateOptions, startThrough } from '../start-at-rate.ts';

const NOTHING: TokenCost = { input: 0, output: 0 };

export const dualBucket = defineStrategy({
  kind: 'dual-bucket',
  term: 'request and token buckets, reserve and settle',
  summary: 'Starts when requests, input and output tokens all have room; settles by real usage.',
  options: {
    rpm: {
      type: 'number',
      min: 0.001,
      summary: 'starts per minute',
      hint: 'name your rate limits: dualBucket({ rpm: 50, otpm: 8000 }).',
    },
    itpm: { type: 'number', min: 1, optional: true, summary: 'input tokens per minute' },
    otpm: { type: 'number', min: 1, optional: true, summary: 'output tokens per minute' },
    burst: { type: 'count', min: 1, default: 1, summary: 'starts at once after a pause' },
    estimator: {
      type: 'choice',
      of: ['max_tokens', 'mean', 'ewma', 'p95', ORACLE],
      default: 'ewma',
      summary:
        "output tokens to reserve: the item's maximum, what replies had so far, or, of the mock alone, what it will answer",
    },
    settle: {
      type: 'flag',
      default: true,
      summary: 'whether a reservation is corrected when the usage is known',
    },
    ...rateOptions,
  },
  width: ({ size }) => size,
  foretells: ({ estimator }) => estimator === ORACLE,
  create: ({ estimator, settle, size, retries, ...rule }) => ({
    run(jobs, context) {
      const { clock, observe, foretell } = context;
      const bucket = new DualBucket(rule, clock.now());
      const output = estimators[estimator](foretell);
      const reservations = new Map<number, TokenCost>();
      const gate = createRateGate(UNLIMITED, context);
      observe(({ item, outcome }) => {
        const { kind, usage } = outcome;
        const reserved = reservations.get(item.index) ?? NOTHING;
        reservations.delete(item.index);
        if (kind === 'ok' && usage?.outputTokens !== undefined) output.learn(usage.outputTokens);
        if (!settle) return;
        // What failed without saying what it used is taken to have used nothing.
        const unknown = kind === 'ok' ? reserved : NOTHING;
        bucket.settle(clock.now(), reserved, usedTokens(usage ?? {}, unknown));
        gate.recheck();
      });
      return startThrough(gate, jobs, { size, retries }, ({ item }) => {
        const cost = () => estimateTokens(item, output.estimate(item));
        return {
          wait: (now) => bucket.wait(now, cost()),
          start(now) {
            reservations.set(item.index, cost());
            bucket.start(now, cost());
          },
        };
      });
    },
  }),
});
