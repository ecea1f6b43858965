import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HeapEntry } from '../../src/clock/event-heap.ts';
import { EventHeap } from '../../src/clock/event-heap.ts';
import type { Rank } from '../../src/core/clock.ts';

const byOrder = (a: HeapEntry, b: HeapEntry) => a.due - b.due || a.rank - b.rank || a.seq - b.seq;

function entry(due: number, rank: Rank, seq: number): HeapEntry {
  return { due, rank, seq, position: -1 };
}

const step = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'remove', 'refresh', 'pop'),
  index: fc.nat(10_000),
  due: fc.nat(40),
  rank: fc.constantFrom<Rank[]>(0, 1, 2),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The heap beside the slow and obvious way: an array that is sorted for each look. */
class Pair {
  readonly heap = new EventHeap<HeapEntry>();
  model: HeapEntry[] = [];
  #seq = 0;

  take({ kind, index, due, rank }: Step): void {
    if (kind === 'remove' || kind === 'refresh')
      this.#remove(this.model[index % this.model.length]);
    if (kind === 'insert' || kind === 'refresh') this.#insert(due, rank);
    if (kind === 'pop') this.#remove(this.heap.peek());
  }

  isConsistent(): boolean {
    const entries = this.heap.entries();
    return (
      entries.length === this.model.length &&
      entries.every(({ position }, index) => position === index) &&
      this.heap.peek() === this.model.toSorted(byOrder)[0]
    );
  }

  #insert(due: number, rank: Rank): void {
    const added = entry(due, rank, this.#seq++);
    this.heap.push(added);
    this.model.push(added);
  }

  #remove(gone: HeapEntry | undefined): void {
    if (gone) this.heap.remove(gone);
    this.model = this.model.filter((other) => other !== gone);
  }
}

it('agrees with a sorted array after each of 10 000 random steps, positions included', () => {
  const steps = fc.array(step, { minLength: 1_000, maxLength: 1_000, size: 'max' });
  const agrees = fc.property(steps, (all) => {
    const pair = new Pair();
    return all.every((one) => {
      pair.take(one);
      return pair.isConsistent();
    });
  });
  fc.assert(agrees, { numRuns: 10, seed: 1 });
});

it('lets equal times leave by rank, and equal ranks in the order in which they came', () => {
  const heap = new EventHeap<HeapEntry>();
  const entries = [entry(5, 2, 0), entry(5, 0, 1), entry(5, 1, 2), entry(5, 0, 3), entry(4, 2, 4)];
  for (const added of entries) heap.push(added);
  const order: number[] = [];
  for (let top = heap.peek(); top; top = heap.peek()) {
    order.push(top.seq);
    heap.remove(top);
  }
  expect(order).toEqual([4, 1, 3, 2, 0]);
});

it('says that an entry is not in it, and remembers the most it held', () => {
  const heap = new EventHeap<HeapEntry>();
  const [first, second] = [entry(1, 2, 0), entry(2, 2, 1)];
  heap.push(first);
  heap.push(second);
  expect(heap.remove(first)).toBe(true);
  expect(heap.remove(first)).toBe(false);
  expect(heap.clear()).toBe(1);
  expect(heap.remove(second)).toBe(false);
  expect(heap.peek()).toBeUndefined();
  expect(heap.peak).toBe(2);
});
