import { describe, expect, it } from 'vitest';
import { createCount, createLatency } from '../../../mock-server/latency/create.ts';
import { mixture, schedule } from '../../../mock-server/latency/index.ts';
import type { Sampler } from '../../../src/core/sampler.ts';

const constant = (ms: number) => ({ kind: 'constant', options: { ms } });

describe('a mixture of 1, 2 and 1 parts', () => {
  const { sample } = createLatency({
    kind: 'mixture',
    options: {
      parts: [
        { weight: 1, dist: constant(10) },
        { weight: 2, dist: { kind: 'uniform', options: { min: 100, max: 200 } } },
        { weight: 1, dist: constant(1_000) },
      ],
    },
  });

  it.each([
    [0, 10],
    [0.2499, 10],
    [0.25, 100],
    [0.5, 150],
    [0.75, 1_000],
    [0.9999, 1_000],
  ])('at %d draws %d', (u, ms) => {
    expect(sample(u)).toBe(ms);
  });
});

describe('a schedule with steps at 0 and 30 s', () => {
  const { sample } = createLatency({
    kind: 'schedule',
    options: {
      steps: [
        { at: 0, dist: constant(10) },
        { at: 30_000, dist: constant(99) },
      ],
    },
  });

  it.each([
    [0, 10],
    [29_999.999, 10],
    [30_000, 99],
    [1e9, 99],
  ])('after %d ms draws %d', (elapsed, ms) => {
    expect(sample(0.5, elapsed)).toBe(ms);
  });
});

it('holds distributions inside of distributions', () => {
  const hiccups = {
    kind: 'mixture',
    options: {
      parts: [
        {
          weight: 1,
          dist: { kind: 'mixture', options: { parts: [{ weight: 1, dist: constant(3) }] } },
        },
      ],
    },
  };
  expect(createLatency(hiccups).sample(0.4)).toBe(3);
});

it('refuses weights of nothing and steps that do not rise from 0', () => {
  const dist = { sample: () => 1 };
  expect(mixture.complete({ parts: [{ weight: 0, dist }] })).toHaveProperty('mistake');
  expect(schedule.complete({ steps: [{ at: 5, dist }] })).toHaveProperty('mistake');
  expect(
    schedule.complete({
      steps: [
        { at: 0, dist },
        { at: 0, dist },
      ],
    }),
  ).toHaveProperty('mistake');
});

it('names the known kinds when it does not know one', () => {
  expect(() => createLatency({ kind: 'gaussian', options: {} })).toThrow(
    /known: constant, empirical/,
  );
});

it('draws whole numbers where it counts, and a number as it is', () => {
  const counts = createCount({ kind: 'uniform', options: { min: 10, max: 11 } }) as Sampler;
  expect([counts.sample(0.4), counts.sample(0.6)]).toEqual([10, 11]);
  expect(createCount(50)).toBe(50);
});
