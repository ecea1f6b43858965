import { expect, it, vi } from 'vitest';
import { holdYoungGeneration } from '../../src/cli/hold-young-generation.ts';

const MIB = 2 ** 20;

const { heap, clock } = vi.hoisted(() => ({
  heap: { young: 0, flags: [] as string[] },
  clock: { look: undefined as (() => void) | undefined },
}));

vi.mock('node:v8', () => ({
  getHeapSpaceStatistics: () => [
    { space_name: 'old_space', space_size: 99 * MIB },
    { space_name: 'new_space', space_size: heap.young },
  ],
  setFlagsFromString: (flag: string) => heap.flags.push(flag),
}));

vi.mock('../../src/clock/real-interval.ts', () => ({
  realInterval: (_: number, look: () => void) => {
    clock.look = look;
    return () => {
      clock.look = undefined;
    };
  },
}));

it('lets the young generation grow to 16 MB and again when it has shrunk, and by itself at the end', () => {
  const letGrow = holdYoungGeneration(200);
  for (const young of [15, 16, 32, 2]) {
    heap.young = young * MIB;
    clock.look?.();
  }
  letGrow();
  expect(clock.look).toBeUndefined();
  expect(heap.flags.splice(0)).toEqual(
    [2, 1, 1, 2, 2].map((factor) => `--semi-space-growth-factor=${factor}`),
  );
});

it('leaves it to V8 where more than 200 requests may be in flight', () => {
  holdYoungGeneration(201)();
  expect(clock.look).toBeUndefined();
  expect(heap.flags).toEqual([]);
});
