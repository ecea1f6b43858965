import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MilestoneHeap } from '../../../mock-server/load/milestone-heap.ts';

const entry = (work: number) => ({ work, order: 0, position: -1 });

it('yields entries by work, equals in the order of insertion, whatever was removed between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean())), (operations) => {
      const heap = new MilestoneHeap<ReturnType<typeof entry>>();
      let sorted: ReturnType<typeof entry>[] = [];
      for (const [work, remove] of operations) {
        const added = entry(work);
        heap.push(added);
        sorted.push(added);
        if (!remove) continue;
        const victim = sorted[work % sorted.length] ?? added;
        heap.remove(victim);
        sorted = sorted.filter((kept) => kept !== victim);
      }
      sorted.sort((a, b) => a.work - b.work || a.order - b.order);
      const drained = sorted.map(() => {
        const top = heap.peek();
        if (top) heap.remove(top);
        return top;
      });
      expect(drained).toEqual(sorted);
      expect(heap.size).toBe(0);
    }),
    { seed: 1 },
  );
});

it('ignores the removal of an entry that is not in it', () => {
  const heap = new MilestoneHeap<ReturnType<typeof entry>>();
  heap.push(entry(1));
  heap.remove(entry(2));
  expect(heap.size).toBe(1);
});
