import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';
import { Slots } from '../slots.ts';

export const keyed = defineStrategy({
  kind: 'keyed',
  term: 'partitioned bulkhead',
  summary: 'At most `sizePerKey` items of a tag and `total` in all; all items wait in its queues.',
  options: {
    sizePerKey: {
      type: 'count',
      min: 1,
      default: 5,
      summary: 'items of one tag at once; items without a tag share one',
      hint: 'a partition of 0 never starts a job.',
    },
    total: {
      type: 'count',
      min: 1,
      default: 20,
      summary: 'items at once in all: sizes of keys alone do not bound it',
      hint: 'a total of 0 never starts a job.',
    },
  },
  width: ({ total }) => total,
  create: ({ sizePerKey, total }) => ({
    run(jobs) {
      const all = new Slots(total);
      const partitions = new Map<string, Slots>();
      const partitionOf = (tag: string) => {
        const partition = partitions.get(tag) ?? new Slots(sizePerKey);
        partitions.set(tag, partition);
        return partition;
      };
      // The tag's slot comes first: held in vain, it keeps nobody waiting but its own kind.
      return startBounded(jobs, Number.POSITIVE_INFINITY, (job) =>
        partitionOf(job.item.tag ?? '').run(() => all.run(() => job.run())),
      );
    },
  }),
});
