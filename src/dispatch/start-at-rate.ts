import type { Jobs } from '../core/job.ts';
import type { StrategyContext } from '../core/strategy.ts';
import { startBounded } from './bounded.ts';
import type { Limiter } from './limits/limiter.ts';
import { createRateGate } from './rate-gate.ts';

/**
 * What all rate strategies do: every attempt, a retry too, takes its turn at the limiter, and the next item is pulled
 * when the last one has had its first turn.
 */
export function startAtRate(
  jobs: Jobs,
  size: number,
  limiter: Limiter,
  { clock, signal }: StrategyContext,
): Promise<void> {
  const gate = createRateGate(limiter, clock, signal);
  let firstTurn = Promise.resolve();
  async function* inTurn() {
    for await (const job of jobs) {
      yield job;
      await firstTurn;
    }
  }
  return startBounded(inTurn(), size, (job) => {
    let started = () => {};
    firstTurn = new Promise((resolve) => {
      started = resolve;
    });
    const run = job.run((attempt) =>
      gate.pass(() => {
        started();
        return attempt();
      }),
    );
    // A job that is stopped before its first attempt must not keep the next one from being pulled.
    return run.finally(started);
  });
}
