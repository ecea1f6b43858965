import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type { Job } from '../../src/core/job.ts';
import { startBounded } from '../../src/dispatch/bounded.ts';
import { anItem } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

async function* jobs(clock: Clock, count: number): AsyncIterable<Job> {
  for (let index = 0; index < count; index++) {
    const item = anItem(index);
    yield {
      item,
      async run() {
        await clock.sleep(100);
        return { item, outcome: { kind: 'ok' }, attempts: 1 };
      },
    };
  }
}

describe('startBounded', () => {
  it('starts each job the moment it is pulled and never has more than 3 unsettled', async () => {
    const starts = await onVirtualClock(async (clock) => {
      const at: number[] = [];
      await startBounded(jobs(clock, 7), 3, (job) => {
        at.push(clock.now());
        return job.run();
      });
      return at;
    });
    expect(starts).toEqual([0, 0, 0, 100, 100, 100, 200]);
  });

  it('does nothing with no jobs', async () => {
    await expect(
      onVirtualClock((clock) => startBounded(jobs(clock, 0), 3, (job) => job.run())),
    ).resolves.toBe(undefined);
  });

  it('pulls no more after a failure, waits for what runs, and rejects with the first', async () => {
    const started: number[] = [];
    const end = await onVirtualClock(async (clock) => {
      const failure = await startBounded(jobs(clock, 9), 3, async (job) => {
        started.push(job.item.index);
        await clock.sleep(50 * (1 + job.item.index));
        if (job.item.index < 2) throw new Error(`job ${job.item.index}`);
      }).catch((error: unknown) => error);
      return { failure, at: clock.now() };
    });
    expect(end).toEqual({ failure: new Error('job 0'), at: 150 });
    expect(started).toEqual([0, 1, 2]);
  });
});
