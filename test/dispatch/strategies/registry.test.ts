import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../../src/core/strategy.ts';
import { gather } from '../../../src/dispatch/strategies/gather.ts';
import { pacing } from '../../../src/dispatch/strategies/pacing.ts';
import { strategies } from '../../../src/dispatch/strategies/registry.ts';
import { semaphore } from '../../../src/dispatch/strategies/semaphore.ts';
import { sequential } from '../../../src/dispatch/strategies/sequential.ts';
import { taskGroup } from '../../../src/dispatch/strategies/task-group.ts';
import { waves } from '../../../src/dispatch/strategies/waves.ts';
import { workers } from '../../../src/dispatch/strategies/workers.ts';
import { OK } from '../../helpers/fake-client.ts';
import { anItem, runVirtually } from '../../helpers/strategy-run.ts';

/** Each strategy, and how many items it may have pulled and not settled. */
const bounded: readonly (readonly [string, Strategy, number])[] = [
  ['sequential', sequential.create({}), 1],
  ['semaphore', semaphore.create({ size: 7, scope: 'item' }), 7],
  ['workers', workers.create({ size: 7 }), 7],
  ['waves', waves.create({ size: 7, pause: 5 }), 7],
  ['waves with concurrency', waves.create({ size: 7, pause: 5, concurrency: 3 }), 3],
  ['task-group', taskGroup.create({ size: 7, failFast: true }), 7],
  ['pacing', pacing.create({ rpm: 60_000, size: 7, retries: 'fifo' }), 7],
];

const all: readonly (readonly [string, Strategy])[] = [
  ...bounded.map(([name, strategy]) => [name, strategy] as const),
  ['gather', gather.create({})],
  ['semaphore of attempts', semaphore.create({ size: 7, scope: 'attempt' })],
];

it('knows every strategy by its kind, in a file of that name with a test of its own', () => {
  for (const [kind, definition] of strategies) expect(definition.kind).toBe(kind);
  const named = (files: string) => globSync(files).map((file) => basename(file).split('.')[0]);
  const sources = named('src/dispatch/strategies/*.ts').filter(
    (name) => name !== 'index' && name !== 'registry',
  );
  expect([...strategies.keys()].sort()).toEqual(sources.sort());
  expect(named('test/dispatch/strategies/*.test.ts')).toEqual(expect.arrayContaining(sources));
});

describe.each(bounded)('%s', (_, strategy, size) => {
  it(`pulls late: at most ${size} of 10 000 items are pulled and not settled`, async () => {
    let pulled = 0;
    let settled = 0;
    let most = 0;
    const { metrics } = await runVirtually({
      strategy,
      work: {
        count: 10_000,
        *items() {
          for (let i = 0; i < 10_000; i++) {
            most = Math.max(most, ++pulled - settled);
            yield anItem(i);
          }
        },
      },
      service: (item) => 1 + (item % 13),
      onSettled: () => settled++,
    });
    expect(metrics.counts).toMatchObject({ scheduled: 10_000, completed: 10_000 });
    expect(most).toBe(size);
  });
});

describe.each(all.filter(([name]) => name !== 'task-group'))('%s', (_, strategy) => {
  it('completes the other items when one in three fails', async () => {
    const { metrics } = await runVirtually({
      strategy,
      work: 30,
      outcome: (item) =>
        item % 3 === 2 ? { kind: 'server-error', status: 500, message: 'oops' } : OK,
    });
    expect(metrics.counts).toEqual({
      scheduled: 30,
      completed: 20,
      failed: 10,
      dropped: 0,
      incomplete: 0,
    });
  });

  it('is done at once with an empty workload', async () => {
    const { metrics, complete } = await runVirtually({ strategy, work: 0 });
    expect(metrics).toMatchObject({ makespan_ms: 0, counts: { scheduled: 0 } });
    expect(complete).toBe(true);
  });
});
