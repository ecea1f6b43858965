import type { Job, Jobs } from '../core/job.ts';
import type { OptionSpecs, OptionValues } from '../core/option.ts';
import type { StrategyContext } from '../core/strategy.ts';
import { startBounded } from './bounded.ts';
import type { Limiter } from './limits/limiter.ts';
import type { RateGate } from './rate-gate.ts';
import { createRateGate } from './rate-gate.ts';

/** Options of every rate strategy. */
export const rateOptions = {
  size: {
    type: 'count',
    min: 1,
    default: 100,
    summary: 'items at once, with those that wait for their turn',
  },
  retries: {
    type: 'choice',
    of: ['fifo', 'front'],
    default: 'fifo',
    summary: 'where a retry queues: behind all who wait for their turn, or before them',
  },
} as const satisfies OptionSpecs;

export type RateOptions = OptionValues<typeof rateOptions>;

/** Starts attempts as one limiter allows it. */
export function startAtRate(
  jobs: Jobs,
  options: RateOptions,
  limiter: Limiter,
  context: StrategyContext,
): Promise<void> {
  return startThrough(createRateGate(limiter, context), jobs, options);
}

/**
 * What all rate strategies do: every attempt, a retry too, takes its turn at the gate, with at most `size` items unsettled.
 * An item asks for its turn when it is pulled, so that retries queue behind first attempts that are waiting already.
 *
 * @param ruleOf the rule for a job's attempts, where they cost differently
 */
export function startThrough(
  gate: RateGate,
  jobs: Jobs,
  { size, retries }: RateOptions,
  ruleOf?: (job: Job) => Limiter,
): Promise<void> {
  return startBounded(jobs, size, (job) => {
    const rule = ruleOf?.(job);
    let begins = true;
    return job.run((attempt) => {
      const turn = gate.pass(attempt, { rule, begins, first: !begins && retries === 'front' });
      begins = false;
      return turn;
    });
  });
}
