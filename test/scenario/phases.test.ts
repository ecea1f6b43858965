import { describe, expect, it } from 'vitest';
import { mistakesOf, planOf } from './scenarios.ts';

const load = { kind: 'constant-rate', perSecond: 10 };

describe('the phases of a round', () => {
  it('are in the plan in milliseconds, and only where they are named', async () => {
    const { plan } = await planOf({
      workload: { count: 100, prompt: String },
      load,
      warmUp: 10,
      maxDuration: '1min',
      overflow: { policy: 'drop', waiting: 5 },
    });
    expect(plan).toMatchObject({
      warmUp: 10,
      maxDuration: 60_000,
      drainTimeout: 30_000,
      overflow: { policy: 'drop', waiting: 5, allowed: false },
    });
    const bare = (await planOf({ overflow: undefined, load })).plan;
    expect(bare).not.toHaveProperty('maxDuration');
    expect(bare).not.toHaveProperty('overflow');
  });

  it.each([
    ['30 s for a load that ends by the clock', { load: { ...load, duration: '5s' } }, 30_000],
    ['none for a load that ends with its items', { load }, undefined],
    ['what is named', { load, drainTimeout: '2s' }, 2_000],
  ])('give a drain of %s', async (_, fields, expected) => {
    expect((await planOf(fields)).plan.drainTimeout).toBe(expected);
  });

  it.each([
    [
      { workload: { count: 10, prompt: String }, warmUp: 10 },
      'warmUp: expected less than the 10 items of the workload, got 10.',
    ],
    [
      { drainTimeout: '1s' },
      'drainTimeout: there is nothing to drain: all items are due at the start.',
    ],
    [
      { overflow: { policy: 'drop' } },
      'overflow: nothing overflows: all items are due at the start, and wait there.',
    ],
    [
      { load, overflow: { policy: 'drops' } },
      'overflow.policy: unknown value "drops"; did you mean "drop"?',
    ],
    [{ load, maxDuration: '60' }, 'maxDuration: expected a duration, got "60".'],
    [
      { load: { kind: 'ramp', to: 0, over: '1s' } },
      'load.to: expected a rate above 0 at one end at least.',
    ],
  ])('refuse %j', async (fields, mistake) => {
    const [first, hint] = await mistakesOf(fields);
    expect(first).toBe(mistake);
    expect(hint).toMatch(/^ {2}\S/);
  });
});
