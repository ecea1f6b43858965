import { describe, expect, it } from 'vitest';
import { SlotQueue } from '../../../mock-server/load/slot-queue.ts';
import type { Clock } from '../../../src/core/clock.ts';
import type { QueuePlan } from '../../../src/core/mock-plan.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const ONE_SLOT: QueuePlan = { slots: 1, discipline: 'fifo', whenFull: 529 };

/** What became of named requests, in the order in which it happened. */
function queueOf(clock: Clock, changes: Partial<QueuePlan> = {}) {
  const queue = new SlotQueue({ ...ONE_SLOT, ...changes }, clock);
  const events: string[] = [];
  const enter = (name: string, priority = 0) =>
    queue.enter({
      priority,
      begin: () => void events.push(`${name} begins`),
      turnAway: () => void events.push(`${name} turned away at ${clock.now()}`),
    });
  return { enter, events };
}

describe('one slot', () => {
  it.each([
    ['fifo', ['a', 'b', 'c', 'd']],
    ['lifo', ['a', 'd', 'c', 'b']],
    ['priority', ['a', 'c', 'b', 'd']],
  ] as const)('serves a to d by %s as %j', async (discipline, order) => {
    const events = await onVirtualClock(async (clock) => {
      const { enter, events } = queueOf(clock, { discipline });
      const places = [enter('a', 1), enter('b', 2), enter('c', 1), enter('d', 2)];
      const byName = new Map(places.map((place, i) => ['abcd'[i], place]));
      for (const name of order) byName.get(name)?.leave();
      return events;
    });
    expect(events).toEqual(order.map((name) => `${name} begins`));
  });

  it('turns the third away when one may wait', async () => {
    const events = await onVirtualClock(async (clock) => {
      const { enter, events } = queueOf(clock, { maxWaiting: 1 });
      for (const name of ['a', 'b', 'c']) enter(name);
      return events;
    });
    expect(events).toEqual(['a begins', 'c turned away at 0']);
  });

  it('turns away who has waited 50 ms, and serves the next one instead', async () => {
    const events = await onVirtualClock(async (clock) => {
      const { enter, events } = queueOf(clock, { maxWait: 50 });
      const first = enter('a');
      enter('b');
      await clock.sleep(20);
      enter('c');
      await clock.sleep(40);
      first.leave();
      await clock.sleep(100);
      return events;
    });
    expect(events).toEqual(['a begins', 'b turned away at 50', 'c begins']);
  });

  it('forgets who goes away while waiting, and frees a slot only once', async () => {
    const events = await onVirtualClock(async (clock) => {
      const { enter, events } = queueOf(clock);
      const first = enter('a');
      const second = enter('b');
      enter('c');
      enter('d');
      second.leave();
      first.leave();
      first.leave();
      return events;
    });
    expect(events).toEqual(['a begins', 'c begins']);
  });
});

it('serves as many at once as there are slots', async () => {
  const waiting = await onVirtualClock(async (clock) => {
    const { enter } = queueOf(clock, { slots: 2 });
    return ['a', 'b', 'c'].map((name) => enter(name).isWaiting);
  });
  expect(waiting).toEqual([false, false, true]);
});
