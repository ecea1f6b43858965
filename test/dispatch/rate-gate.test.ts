import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { createSpacing } from '../../src/dispatch/limits/spacing.ts';
import { createRateGate } from '../../src/dispatch/rate-gate.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/** Sends three attempts through a gate of one start in 2 s, and notes who started when. */
async function three(clock: Clock, signal: AbortSignal, attempt: () => Promise<void>) {
  const starts: [string, number][] = [];
  const gate = createRateGate(createSpacing(30), { clock, signal });
  const ends = await Promise.allSettled(
    ['a', 'b', 'c'].map((name) =>
      gate.pass(() => {
        starts.push([name, clock.now()]);
        return attempt();
      }),
    ),
  );
  return { starts, ends: ends.map(({ status }) => status) };
}

const never = new AbortController().signal;

describe('createRateGate', () => {
  it('lets starts through in the order in which they asked, 2 s apart', async () => {
    const { starts } = await onVirtualClock((clock) => three(clock, never, async () => {}));
    expect(starts).toEqual([
      ['a', 0],
      ['b', 2_000],
      ['c', 4_000],
    ]);
  });

  it('does not wait for the end of an attempt', async () => {
    const { starts } = await onVirtualClock((clock) =>
      three(clock, never, () => clock.sleep(60_000)),
    );
    expect(starts.map(([, at]) => at)).toEqual([0, 2_000, 4_000]);
  });

  it('passes the turn on when an attempt fails', async () => {
    const { starts, ends } = await onVirtualClock((clock) =>
      three(clock, never, () => Promise.reject(new Error('broken'))),
    );
    expect(starts.map(([, at]) => at)).toEqual([0, 2_000, 4_000]);
    expect(ends).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('lets everybody through at once when the run is stopped', async () => {
    const { starts } = await onVirtualClock((clock) => {
      const stop = new AbortController();
      clock.at(500, () => stop.abort());
      return three(clock, stop.signal, async () => {});
    });
    expect(starts.map(([, at]) => at)).toEqual([0, 500, 500]);
  });

  // A wait that is rounded to nothing would be asked for over and over, and time would stand still.
  it.each([
    ['a hair of 1e-9 ms at the next microsecond', [1e-9], 0.001],
    ['0.1 and then 0.2 ms at 0.3 ms, though doubles add up to more', [0.1, 0.2], 0.3],
    ['60 s / 7 at the microsecond after it', [60_000 / 7], 8_571.429],
  ])('ends %s', async (_, waits, end) => {
    const left = [...waits];
    const limiter = { wait: () => left.shift() ?? 0, start: () => {} };
    const started = await onVirtualClock((clock) =>
      createRateGate(limiter, { clock, signal: never }).pass(async () => clock.now()),
    );
    expect(started).toBe(end);
  });
});
