import type { Job } from '../core/job.ts';

/**
 * Pulls jobs and starts each the moment it is pulled, with at most `size` unsettled; resolves when all have settled.
 *
 * Pulling late keeps a million waiting items out of memory.
 */
export async function startBounded(
  jobs: AsyncIterable<Job>,
  size: number,
  start: (job: Job) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  let unsettled = 0;
  let wake = () => {};
  const settled = () => {
    unsettled--;
    wake();
  };
  const oneSettled = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  for await (const job of jobs) {
    unsettled++;
    start(job).then(settled, (error: unknown) => {
      failures.push(error);
      settled();
    });
    if (unsettled >= size) await oneSettled();
    if (failures.length > 0) break;
  }
  while (unsettled > 0) await oneSettled();
  if (failures.length > 0) throw failures[0];
}
