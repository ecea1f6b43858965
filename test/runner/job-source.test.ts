import { describe, expect, it } from 'vitest';
import type { Item, Workload } from '../../src/core/item.ts';
import type { Job } from '../../src/core/job.ts';
import { JobSource } from '../../src/runner/job-source.ts';
import { anItem, aStream, aWorkload } from '../helpers/strategy-run.ts';

const neverStopped = () => false;

function toJob(item: Item): Job {
  return { item, run: async () => ({ item, outcome: { kind: 'ok' }, attempts: 1 }) };
}

function sourceOf(workload: Workload, stopped = neverStopped): JobSource {
  return new JobSource(workload, toJob, stopped);
}

async function pull(source: JobSource, count: number): Promise<(number | undefined)[]> {
  const pulls = Array.from({ length: count }, () => source.next());
  return (await Promise.all(pulls)).map(({ done, value }) => (done ? undefined : value.item.index));
}

/** Yields some items and breaks. Notes when it was closed. */
function broken(good: number, count?: number): Workload {
  return {
    count,
    async *items() {
      for (let i = 0; i < good; i++) yield anItem(i);
      throw new Error(`row ${good} is broken`);
    },
  };
}

describe.each([
  ['of known length', aWorkload],
  ['of unknown length', aStream],
])('a workload %s', (_, work) => {
  it('is shared by pullers at once: no item twice, none lost', async () => {
    expect(await pull(sourceOf(work(5)), 7)).toEqual([0, 1, 2, 3, 4, undefined, undefined]);
  });

  it('is exhausted with its last item, not after it', async () => {
    const source = sourceOf(work(3));
    await pull(source, 2);
    expect(source.exhausted).toBe(false);
    await pull(source, 1);
    expect(source.exhausted).toBe(true);
  });

  it('goes on after a loop was left', async () => {
    const source = sourceOf(work(3));
    for await (const job of source) {
      expect(job.item.index).toBe(0);
      break;
    }
    expect(await pull(source, 3)).toEqual([1, 2, undefined]);
  });

  it('ends for every puller when the run is stopped', async () => {
    let stopped = false;
    const source = sourceOf(work(5), () => stopped);
    await pull(source, 2);
    stopped = true;
    expect(await pull(source, 2)).toEqual([undefined, undefined]);
    expect(source.taken).toBe(2);
  });

  it('tells at its end how many items nobody pulled', async () => {
    const source = sourceOf(work(9));
    await pull(source, 4);
    expect(await source.close(true)).toEqual({ untaken: 5 });
  });

  it('has nothing left when all were pulled', async () => {
    const source = sourceOf(work(4));
    await pull(source, 5);
    expect(await source.close(true)).toEqual({ untaken: 0 });
  });
});

describe('a workload of unknown length', () => {
  it('is read one item ahead and not further', async () => {
    let read = 0;
    const source = sourceOf({
      count: undefined,
      *items() {
        for (;;) yield anItem(read++);
      },
    });
    await pull(source, 3);
    expect(read).toBe(4);
    expect(await source.close(false)).toEqual({ untaken: 1 });
    expect(read).toBe(4);
  });
});

describe('a workload with fewer items than it said', () => {
  it('leaves no items that never were', async () => {
    const source = sourceOf({ count: 5, items: () => [anItem(0), anItem(1)] });
    expect(await pull(source, 3)).toEqual([0, 1, undefined]);
    expect(source.exhausted).toBe(true);
    expect(await source.close(true)).toEqual({ untaken: 0 });
  });
});

describe('a workload that breaks', () => {
  it.each([[undefined], [10]])(
    'gives its error to who pulls that item (count: %s)',
    async (count) => {
      const source = sourceOf(broken(2, count));
      expect(await pull(source, 2)).toEqual([0, 1]);
      await expect(source.next()).rejects.toThrow('row 2 is broken');
      expect(source.taken).toBe(2);
    },
  );

  it('tells when it breaks behind the last pulled item', async () => {
    const thrown = new Error('row 3 is broken');
    const ahead = sourceOf(broken(3));
    await pull(ahead, 3);
    expect(await ahead.close(false)).toEqual({ untaken: 0, thrown });
    const further = sourceOf(broken(3));
    await pull(further, 1);
    expect(await further.close(true)).toEqual({ untaken: 2, thrown });
  });

  it('is closed, so that it can close its file', async () => {
    let closed = false;
    const source = sourceOf({
      count: 5,
      *items() {
        try {
          for (let i = 0; i < 5; i++) yield anItem(i);
        } finally {
          closed = true;
        }
      },
    });
    await pull(source, 2);
    await source.close(false);
    expect(closed).toBe(true);
  });
});
