import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixture, readResult, runBench, strategyNamed, workFolder } from '../helpers/run-bench.ts';

const MOST_RUNS = 3;
/** A call takes 2 ms of a machine with two busy cores. */
const BOUND = 20;

async function overhead(): Promise<number> {
  const cwd = workFolder();
  await runBench(['run', fixture('few-at-once'), '--quiet', '--out', 'out'], { cwd });
  const { counts, server } = strategyNamed(readResult(join(cwd, 'out')), 'four').metrics;
  expect(counts.completed).toBe(60);
  return server?.overhead_p50_ms ?? Number.POSITIVE_INFINITY;
}

// Where times are judged beside what the run tells of its machine, a slow client would be forgiven as a slow machine is.
it('takes less than 20 ms of a call, four of them at once, in the best of three runs', async () => {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < MOST_RUNS && least >= BOUND; run++) {
    least = Math.min(least, await overhead());
  }
  expect(least).toBeLessThan(BOUND);
});
