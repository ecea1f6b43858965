import { expect, it } from 'vitest';
import { Fifo } from '../../src/dispatch/fifo.ts';

it('gives values back in their order, also after it was empty', () => {
  const queue = new Fifo<string>();
  expect([queue.size, queue.first, queue.shift()]).toEqual([0, undefined, undefined]);
  queue.push('a');
  queue.push('b');
  expect([queue.size, queue.first]).toEqual([2, 'a']);
  expect([queue.shift(), queue.shift(), queue.shift()]).toEqual(['a', 'b', undefined]);
  queue.push('c');
  expect([queue.size, queue.first, queue.shift(), queue.size]).toEqual([1, 'c', 'c', 0]);
});
