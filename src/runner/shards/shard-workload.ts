import type { Item, Workload } from '../../core/item.ts';

/** Each `of`-th item of a workload, from number `index` on. Items keep their numbers, and with them their draws and times. */
export function shardWorkload(workload: Workload, index: number, of: number): Workload {
  const { count, items } = workload;
  return {
    ...workload,
    count: count === undefined ? undefined : Math.max(0, Math.ceil((count - index) / of)),
    async *items(): AsyncGenerator<Item> {
      for await (const item of items()) if (item.index % of === index) yield item;
    },
  };
}
