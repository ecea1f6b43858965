import { expect, it } from 'vitest';
import type { Around, Job, Jobs, Settled } from '../../src/core/job.ts';
import { createRng } from '../../src/core/rng.ts';
import { createSpacing } from '../../src/dispatch/limits/spacing.ts';
import { startAtRate } from '../../src/dispatch/start-at-rate.ts';
import { anItem } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

function jobsOf(...runs: ((around: Around | undefined) => Promise<unknown>)[]): Jobs {
  const jobs = runs.map((run, index): Job => {
    const item = anItem(index);
    const settled: Settled = { item, outcome: { kind: 'ok' }, attempts: 1 };
    return { item, run: (around) => run(around).then(() => settled) };
  });
  return {
    exhausted: false,
    async *[Symbol.asyncIterator]() {
      yield* jobs;
    },
  };
}

it('pulls the next job when one settles without ever asking for a turn', async () => {
  const starts = await onVirtualClock(async (clock) => {
    const at: number[] = [];
    const attempt = async (around: Around | undefined) => {
      await around?.(async () => at.push(clock.now()));
    };
    await startAtRate(
      jobsOf(attempt, () => clock.sleep(100), attempt),
      { size: 1, retries: 'fifo' },
      createSpacing(60),
      {
        clock,
        rng: createRng(1),
        signal: new AbortController().signal,
        observe: () => {},
        abort: () => {},
        traceLimit: () => {},
      },
    );
    return at;
  });
  expect(starts).toEqual([0, 1_000]);
});
