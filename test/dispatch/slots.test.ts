import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slots } from '../../src/dispatch/slots.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

describe('Slots', () => {
  it('lets 2 in at once, and the others in the order in which they asked', async () => {
    const entries = await onVirtualClock(async (clock) => {
      const slots = new Slots(2);
      const at: [string, number][] = [];
      const enter = (name: string) =>
        slots.run(async () => {
          at.push([name, clock.now()]);
          await clock.sleep(100);
        });
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map(enter));
      return at;
    });
    expect(entries).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 100],
      ['d', 100],
      ['e', 200],
    ]);
  });

  it('lets more in at once when it grows, and nobody before it is below its size when it shrinks', async () => {
    const held = await onVirtualClock(async (clock) => {
      const slots = new Slots(1);
      const all = Promise.all(Array.from({ length: 6 }, () => slots.run(() => clock.sleep(100))));
      slots.resize(4);
      const seen = [slots.held];
      await clock.sleep(50);
      slots.resize(1);
      seen.push(slots.held);
      await clock.sleep(100);
      seen.push(slots.held);
      await all;
      return [...seen, slots.held];
    });
    expect(held).toEqual([4, 4, 1, 0]);
  });

  it('holds no slot and keeps nobody waiting after work that resolved, rejected or threw', async () => {
    const work = fc.record({
      ms: fc.integer({ min: 0, max: 50 }),
      end: fc.constantFrom('ok', 'reject', 'throw'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(work, { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (all, size) =>
          onVirtualClock(async (clock) => {
            const slots = new Slots(size);
            let most = 0;
            const results = await Promise.allSettled(
              all.map(({ ms, end }) =>
                slots.run(() => {
                  most = Math.max(most, slots.held);
                  if (end === 'throw') throw new Error('thrown');
                  return clock.sleep(ms).then(() => {
                    if (end === 'reject') throw new Error('rejected');
                  });
                }),
              ),
            );
            expect(most).toBeLessThanOrEqual(size);
            expect({ held: slots.held, waiting: slots.waiting }).toEqual({ held: 0, waiting: 0 });
            expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(
              all.filter(({ end }) => end === 'ok').length,
            );
          }),
      ),
      { seed: 3, numRuns: 60 },
    );
  });
});
