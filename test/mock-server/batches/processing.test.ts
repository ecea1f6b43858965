import { expect, it } from 'vitest';
import { doneTimes } from '../../../mock-server/batches/processing.ts';

const constant = (ms: number) => ({ kind: 'constant', options: { ms } });

it('is done with 100 requests at 100 a second, 60 s after the creation, after 61 s', () => {
  const processing = { kind: 'throughput', perSecond: 100 } as const;
  const times = doneTimes({ delay: 60_000, processing }, 100, () => 0);
  expect(times[0]).toBe(60_010);
  expect(times[99]).toBe(61_000);
});

it('gives 5 requests of 10 s to 2 workers in order: 10, 10, 20, 20, 30 s', () => {
  const processing = { kind: 'workers', workers: 2, latency: constant(10_000) } as const;
  const times = doneTimes({ delay: 0, processing }, 5, () => 0);
  expect([...times]).toEqual([10_000, 10_000, 20_000, 20_000, 30_000]);
});

it('lets a short request overtake a long one', () => {
  const latency = { kind: 'uniform', options: { min: 0, max: 100 } };
  const processing = { kind: 'workers', workers: 2, latency } as const;
  const times = doneTimes({ delay: 0, processing }, 3, (index) => [0.9, 0.1, 0.5][index] ?? 0);
  // The worker that took 10 ms takes the third, too.
  expect([...times]).toEqual([90, 10, 60]);
});
