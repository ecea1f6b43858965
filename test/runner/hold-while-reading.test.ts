import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Workload } from '../../src/core/item.ts';
import { sequential } from '../../src/dispatch/strategies/sequential.ts';
import { holdWhileReading } from '../../src/runner/hold-while-reading.ts';
import { anItem, aWorkload, runVirtually } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/** A workload for each item of which the thread pool reads a file. */
const onDisk: Workload = {
  count: undefined,
  async *items() {
    for (let i = 0; i < 20; i++) {
      await readFile(import.meta.filename);
      yield anItem(i);
    }
  },
};

it('keeps virtual time from running past a file that is being read', async () => {
  const { metrics, thrown } = await runVirtually({
    strategy: sequential.create({}),
    work: onDisk,
    service: () => 10,
  });
  expect(thrown).toBeUndefined();
  expect(metrics.counts.completed).toBe(20);
  expect(metrics.makespan_ms).toBe(200);
});

it('lets time go on when a row is broken', async () => {
  await onVirtualClock(async (clock) => {
    const broken: Workload = {
      count: undefined,
      // biome-ignore lint/correctness/useYield: the first row is broken
      async *items() {
        throw new Error('row 1 is broken');
      },
    };
    const items = holdWhileReading(broken, clock).items() as AsyncIterable<unknown>;
    await expect(items[Symbol.asyncIterator]().next()).rejects.toThrow('row 1 is broken');
    await clock.sleep(5);
    expect(clock.now()).toBe(5);
  });
});

it('leaves items that are there already as they are', async () => {
  await onVirtualClock(async (clock) => {
    const items = holdWhileReading(aWorkload(3), clock).items();
    expect(Symbol.iterator in items).toBe(true);
  });
});
