import { expect, it } from 'vitest';
import type { Workload } from '../../../src/core/item.ts';
import { keyed } from '../../../src/dispatch/strategies/keyed.ts';
import { anItem, runVirtually } from '../../helpers/strategy-run.ts';

/** Ten items for a, then two for b and one without a tag. */
const work: Workload = {
  count: 13,
  *items() {
    for (let i = 0; i < 10; i++) yield { ...anItem(i), tag: 'a' };
    for (let i = 10; i < 12; i++) yield { ...anItem(i), tag: 'b' };
    yield anItem(12);
  },
};

it('lets a rare tag start at once, however many of another wait', async () => {
  const { client, metrics } = await runVirtually({
    strategy: keyed.create({ sizePerKey: 2, total: 20 }),
    work,
  });
  const at = (item: number) => client.requests.find((request) => request.item === item)?.at;
  expect([0, 1, 2, 9, 10, 11, 12].map(at)).toEqual([0, 0, 100, 400, 0, 0, 0]);
  expect(metrics.in_flight.peak).toBe(5);
});

it('has no more than `total` items at once', async () => {
  const { metrics } = await runVirtually({
    strategy: keyed.create({ sizePerKey: 2, total: 3 }),
    work,
  });
  expect(metrics).toMatchObject({ in_flight: { peak: 3 }, counts: { completed: 13 } });
  expect(keyed.width({ sizePerKey: 2, total: 3 })).toBe(3);
});
