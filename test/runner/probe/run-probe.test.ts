import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng } from '../../../src/core/rng.ts';
import type { Strategy } from '../../../src/core/strategy.ts';
import { gather } from '../../../src/dispatch/strategies/gather.ts';
import { semaphore } from '../../../src/dispatch/strategies/semaphore.ts';
import { waves } from '../../../src/dispatch/strategies/waves.ts';
import { workers } from '../../../src/dispatch/strategies/workers.ts';
import type { ProbeNeeds } from '../../../src/runner/probe/run-probe.ts';
import { runProbe } from '../../../src/runner/probe/run-probe.ts';
import type { FakeReplies } from '../../helpers/fake-client.ts';
import { FakeClient, OK } from '../../helpers/fake-client.ts';
import { anItem, NO_RETRY } from '../../helpers/strategy-run.ts';
import { onVirtualClock } from '../../helpers/virtual.ts';

const FAILED: Outcome = { kind: 'server-error', status: 500, message: 'overloaded' };

/** Two workers, 100 ms a request, 20 items after 4. */
function probe(
  needs: Partial<ProbeNeeds> = {},
  signal = new AbortController().signal,
  strategy: Strategy = workers.create({ size: 2 }),
  replies: Partial<FakeReplies> = {},
) {
  const starts: number[] = [];
  const sample = onVirtualClock((clock) => {
    const client = new FakeClient(clock, {
      service: (item) => {
        starts.push(clock.now());
        return item % 10 === 9 ? 300 : 100;
      },
      ...replies,
    });
    return runProbe(
      {
        clock,
        rng: createRng(1),
        client,
        retry: NO_RETRY,
        timeouts: {},
        streaming: false,
        strategy,
        items: [anItem(0), anItem(1)],
        signal,
      },
      {
        warmUp: 4,
        items: 20,
        firstLook: 20,
        most: 20,
        ramp: 0,
        width: 2,
        limits: [250, 50],
        isUndecided: () => true,
        isClear: () => false,
        ...needs,
      },
    );
  });
  return sample.then((measured) => ({ ...measured, starts }));
}

describe('runProbe', () => {
  it('counts the items after the warm-up, and those that took too long', async () => {
    const sample = await probe();
    expect(sample).toMatchObject({ items: 20, failed: 0, attempts: 20, rateLimited: 0 });
    // Of items 4 to 23, those numbered 9 and 19 take 300 ms.
    expect(sample.late).toEqual([2, 20]);
    expect(sample.call).toEqual({ p50: 100, p95: 300, mean: 120 });
  });

  it('doubles the items while the counts decide nothing, up to the most', async () => {
    expect((await probe({ most: 80 })).items).toBe(80);
    expect((await probe({ most: 159 })).items).toBe(80);
    expect((await probe({ most: 80, isUndecided: ({ items }) => items < 25 })).items).toBe(40);
  });

  it('ends early where counts are clear: it looks at twice as many each time', async () => {
    const looks: number[] = [];
    const isClear = ({ items }: { readonly items: number }) => {
      looks.push(items);
      return items > 20;
    };
    // Two items are on their way when the next one is asked for.
    expect((await probe({ items: 80, most: 80, firstLook: 10, isClear })).items).toBe(40);
    expect(looks).toEqual([9, 19, 39]);
  });

  it('hands out nothing more once somebody got nothing, whatever the counts say then', async () => {
    const isUndecided = ({ items }: { readonly items: number }) => items !== 19;
    expect((await probe({ most: 80, isUndecided })).items).toBe(20);
  });

  it('ends with a strategy that pauses until its source is empty', async () => {
    const strategy = waves.create({ size: 2, pause: 1_000 });
    const { items, perSecond } = await probe({}, undefined, strategy);
    expect(items).toBe(20);
    // Two items in 1.1 s.
    expect(perSecond).toBeCloseTo(2 / 1.14, 0);
  });

  it('measures throughput without the warm-up and without the tail', async () => {
    const { perSecond } = await probe({ items: 2_000 });
    // Two workers, 120 ms an item.
    expect(perSecond).toBeCloseTo(2 / 0.12, 0);
  });

  it('measures strategies that pull everything at once from the first attempts on', async () => {
    const strategy = semaphore.create({ size: 2, scope: 'attempt' });
    const { perSecond } = await probe({ items: 2_000, most: 2_000 }, undefined, strategy);
    expect(perSecond).toBeCloseTo(2 / 0.12, 0);
  });

  it('measures what starts everything at once until its last answer', async () => {
    // All 24 at once, those of the warm-up among them; the slowest take 300 ms.
    expect((await probe({}, undefined, gather.create({}))).perSecond).toBeCloseTo(24 / 0.3, 6);
  });

  it.each([0, 1, 2])(
    'takes no answer of the warm-up for one of the %d that count',
    async (answers) => {
      // Twenty items of 100 ms, in pairs: the last one starts a second after the first; the third of the warm-up ends meanwhile.
      const { failed, perSecond } = await probe({ warmUp: 3 }, undefined, undefined, {
        service: () => 100,
        outcome: (item) => (item < 3 + answers ? OK : FAILED),
      });
      expect({ failed, perSecond }).toEqual({ failed: 20 - answers, perSecond: answers });
    },
  );

  it('spreads the first starts over the ramp', async () => {
    const { starts } = await probe({ ramp: 80 });
    expect(starts.slice(0, 4)).toEqual([0, 40, 100, 140]);
  });

  it('starts nothing once it is stopped', async () => {
    const { items, starts } = await probe({}, AbortSignal.abort());
    expect(items).toBe(0);
    expect(starts).toEqual([]);
  });
});
