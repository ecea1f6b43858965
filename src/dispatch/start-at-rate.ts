import type { Around, Job, Jobs } from '../core/job.ts';
import type { StrategyContext } from '../core/strategy.ts';
import { startBounded } from './bounded.ts';
import type { Limiter } from './limits/limiter.ts';
import { createRateGate } from './rate-gate.ts';

/** What all rate strategies do: every attempt, a retry too, takes its turn at the limiter. */
export function startAtRate(
  jobs: Jobs,
  size: number,
  limiter: Limiter,
  { clock, signal }: StrategyContext,
): Promise<void> {
  const gate = createRateGate(limiter, clock, signal);
  return startInTurn(jobs, size, () => (attempt) => gate.pass(attempt));
}

/**
 * Pulls the next item when the last one has had its first turn, with at most `size` unsettled.
 *
 * @param turnOf what each attempt of a job waits in
 */
export function startInTurn(jobs: Jobs, size: number, turnOf: (job: Job) => Around): Promise<void> {
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
    const turn = turnOf(job);
    const run = job.run((attempt) =>
      turn(() => {
        started();
        return attempt();
      }),
    );
    // A job that is stopped before its first attempt must not keep the next one from being pulled.
    return run.finally(started);
  });
}
