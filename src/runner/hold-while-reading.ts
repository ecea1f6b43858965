import type { Clock } from '../core/clock.ts';
import type { Item, Workload } from '../core/item.ts';

/** The same items. Reading them may be real work, such as a file's, and virtual time waits for it. */
export function holdWhileReading({ items, ...workload }: Workload, clock: Clock): Workload {
  const held = async <T>(read: () => Promise<T>): Promise<T> => {
    const release = clock.hold();
    try {
      return await read();
    } finally {
      release();
    }
  };
  return {
    ...workload,
    items() {
      const source = items();
      if (Symbol.iterator in source) return source;
      const iterator = source[Symbol.asyncIterator]();
      const done: IteratorResult<Item> = { done: true, value: undefined };
      const reader: AsyncIterableIterator<Item> = {
        [Symbol.asyncIterator]: () => reader,
        next: () => held(() => iterator.next()),
        return: () => held(async () => (await iterator.return?.()) ?? done),
      };
      return reader;
    },
  };
}
