import { expect, it } from 'vitest';
import { queue } from '../../../src/dispatch/strategies/queue.ts';
import { anItem, runVirtually } from '../../helpers/strategy-run.ts';

it('is as fast as its producer: one in 200 ms', async () => {
  const { client } = await runVirtually({
    strategy: queue.create({ consumers: 5, capacity: 10, produceEvery: 200 }),
    work: 4,
  });
  expect(client.requests.map(({ at }) => at)).toEqual([0, 200, 400, 600]);
});

it('lets the producer be 10 items ahead of 5 consumers, and no more', async () => {
  let pulled = 0;
  let settled = 0;
  let most = 0;
  await runVirtually({
    strategy: queue.create({ consumers: 5, capacity: 10, produceEvery: 0 }),
    work: {
      count: 200,
      *items() {
        for (let i = 0; i < 200; i++) {
          most = Math.max(most, ++pulled - settled);
          yield anItem(i);
        }
      },
    },
    onSettled: () => settled++,
  });
  expect(most).toBe(15);
});

it('settles what was pulled when the workload breaks, and says what broke it', async () => {
  const run = await runVirtually({
    strategy: queue.create({ consumers: 2, capacity: 10, produceEvery: 0 }),
    work: {
      count: 9,
      *items() {
        for (let i = 0; i < 6; i++) yield anItem(i);
        throw new Error('row 7');
      },
    },
  });
  expect(run.thrown).toEqual(new Error('row 7'));
  expect(run.metrics.counts.completed).toBe(6);
});

it('needs a connection for each consumer', () => {
  expect(queue.width({ consumers: 5, capacity: 10, produceEvery: 0 })).toBe(5);
});
