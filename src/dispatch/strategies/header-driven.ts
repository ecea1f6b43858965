import type { Item } from '../../core/item.ts';
import { defineStrategy } from '../define-strategy.ts';
import { readAdvertised } from '../limits/advertised.ts';
import type { Cost, Mark } from '../limits/header-budget.ts';
import { HeaderBudget } from '../limits/header-budget.ts';
import type { Limiter } from '../limits/limiter.ts';
import { UNLIMITED } from '../limits/limiter.ts';
import { createSpacing } from '../limits/spacing.ts';
import { estimateTokens } from '../limits/token-estimate.ts';
import { createRateGate } from '../rate-gate.ts';
import { rateOptions, startThrough } from '../start-at-rate.ts';

/** Added at random after a refusal, so that clients do not return together. */
const SPREAD = 1_000;

export const headerDriven = defineStrategy({
  kind: 'header-driven',
  term: 'server-advertised budget',
  summary: 'Learns the limits from rate-limit headers and spends what the replies say is left.',
  options: {
    safety: {
      type: 'number',
      min: 0.01,
      max: 1,
      default: 0.95,
      summary: 'share of the advertised rate to use',
    },
    initial: {
      type: 'count',
      min: 1,
      default: 1,
      summary: 'attempts at once until the first reply',
    },
    minRemaining: { type: 'number', min: 0, default: 0, summary: 'what is left of every limit' },
    fallbackRpm: {
      type: 'number',
      min: 0.001,
      optional: true,
      summary: 'starts per minute where replies tell no limits; none unless named',
    },
    ...rateOptions,
  },
  width: ({ size }) => size,
  create: ({ safety, initial, minRemaining, fallbackRpm, ...options }) => ({
    run(jobs, context) {
      const { clock, rng, observe } = context;
      const budget = new HeaderBudget({ safety, minRemaining });
      const marks = new Map<number, Mark>();
      const fallback = fallbackRpm === undefined ? UNLIMITED : createSpacing(fallbackRpm);
      let silent = false;
      const first: Limiter = {
        wait: () => (marks.size < initial ? 0 : Number.POSITIVE_INFINITY),
        start: () => {},
      };
      const unadvertised = () => (silent ? fallback : first);
      const gate = createRateGate(UNLIMITED, context);

      observe(({ item, attempt, outcome, startedAt }) => {
        const now = clock.now();
        const mark = marks.get(item.index);
        marks.delete(item.index);
        const advertised = readAdvertised(outcome.rateLimit ?? {});
        if (mark && advertised.length > 0) budget.learn(now, advertised, mark, now - startedAt);
        else if (outcome.kind === 'ok') silent = true;
        if (outcome.kind === 'rate-limited') {
          const spread = SPREAD * rng.uniform('header-driven', item.index, attempt);
          budget.block(now, now + (outcome.retryAfter ?? 0) + spread);
        }
        gate.recheck();
      });

      return startThrough(gate, jobs, options, ({ item }) => {
        const cost = costOf(item);
        return {
          wait(now) {
            const wait = budget.wait(now, cost);
            return budget.known ? wait : Math.max(wait, unadvertised().wait(now));
          },
          start(now) {
            if (!budget.known) unadvertised().start(now);
            marks.set(item.index, budget.start(now, cost));
          },
        };
      });
    },
  }),
});

function costOf(item: Item): Cost {
  const { input, output } = estimateTokens(item);
  return {
    requests: 1,
    'input-tokens': input,
    'output-tokens': output,
    tokens: input + output,
  };
}
