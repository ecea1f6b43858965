import type { Item, Workload } from '../core/item.ts';

/** Where the numbers of warm-up items begin: no draw of theirs is one of a measured item. */
const FIRST = 1_000_000_000;

/**
 * A workload in two: its first items warm up, under numbers of their own, and the rest is measured, from 0 on, as if there
 * had been no others.
 */
export function splitWarmUp(
  workload: Workload,
  size: number | undefined,
): { readonly warmUp?: Workload; readonly measured: Workload } {
  if (size === undefined) return { measured: workload };
  const { count, items } = workload;
  return {
    warmUp: { ...workload, count: size, items: () => part(items(), 0, size, FIRST) },
    measured: {
      ...workload,
      count: count === undefined ? undefined : count - size,
      items: () => part(items(), size, Number.POSITIVE_INFINITY, -size),
    },
  };
}

async function* part(
  items: Iterable<Item> | AsyncIterable<Item>,
  from: number,
  until: number,
  shift: number,
): AsyncGenerator<Item> {
  for await (const item of items) {
    if (item.index >= until) return;
    if (item.index >= from) yield { ...item, index: item.index + shift };
  }
}
