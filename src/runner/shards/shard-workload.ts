import type { Item, Workload } from '../../core/item.ts';

/** Each `of`-th item of a workload, from the one at `index` on. Items keep their numbers, and with them their draws and times. */
export function shardWorkload(workload: Workload, index: number, of: number): Workload {
  const { count, items } = workload;
  return {
    ...workload,
    count: count === undefined ? undefined : Math.max(0, Math.ceil((count - index) / of)),
    async *items(): AsyncGenerator<Item> {
      // By place: numbers need not begin at 0.
      let place = 0;
      for await (const item of items()) if (place++ % of === index) yield item;
    },
  };
}
