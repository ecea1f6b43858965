import { expect, it } from 'vitest';
import { take } from '../../src/dispatch/take.ts';

async function* upTo(last: number) {
  for (let i = 1; i <= last; i++) yield i;
}

async function collect(values: AsyncIterable<number>): Promise<number[]> {
  const all: number[] = [];
  for await (const value of values) all.push(value);
  return all;
}

it('takes 2 values at a time from an iterator that stays open, and fewer at its end', async () => {
  const queue = upTo(5);
  expect(await collect(take(queue, 2))).toEqual([1, 2]);
  expect(await collect(take(queue, 2))).toEqual([3, 4]);
  expect(await collect(take(queue, 2))).toEqual([5]);
  expect(await collect(take(queue, 2))).toEqual([]);
});

it('leaves the rest to the next one when the loop is left early', async () => {
  const queue = upTo(3);
  for await (const first of take(queue, 2)) {
    expect(first).toBe(1);
    break;
  }
  expect(await collect(take(queue, 2))).toEqual([2, 3]);
});
