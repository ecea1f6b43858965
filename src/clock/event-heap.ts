import type { Rank } from '../core/clock.ts';

/**
 * What the heap orders: by `due`, then `rank`, then `seq`. Do not change the three while the entry
 * is in the heap.
 */
export interface HeapEntry {
  /** Microseconds. */
  readonly due: number;
  readonly rank: Rank;
  /** Counts insertions, so that equals leave in the order in which they came. */
  readonly seq: number;
  /** Index in the heap, kept by the heap; -1 outside of it. */
  position: number;
}

/** Children of a node: a flat tree, because four neighbours cost less than one more level. */
const ARITY = 4;

/**
 * Indexed 4-ary min-heap. Each entry knows its position, so that it can be removed at once, in
 * O(log n): with lazy deletion a long abort timer per request would leave a million dead entries.
 */
export class EventHeap<E extends HeapEntry> {
  readonly #entries: E[] = [];
  #peak = 0;

  /** The most entries that were ever in the heap at once. */
  get peak(): number {
    return this.#peak;
  }

  peek(): E | undefined {
    return this.#entries[0];
  }

  /** All entries, in no useful order. */
  entries(): readonly E[] {
    return this.#entries;
  }

  push(entry: E): void {
    this.#entries.push(entry);
    if (this.#entries.length > this.#peak) this.#peak = this.#entries.length;
    this.#siftUp(entry, this.#entries.length - 1);
  }

  /** @returns false when the entry is not in the heap */
  remove(entry: E): boolean {
    const hole = entry.position;
    if (hole < 0) return false;
    entry.position = -1;
    const last = this.#entries.pop();
    if (last !== undefined && last !== entry) {
      this.#siftUp(last, hole);
      if (last.position === hole) this.#siftDown(last, hole);
    }
    return true;
  }

  /** @returns how many entries were dropped */
  clear(): number {
    const dropped = this.#entries.length;
    for (const entry of this.#entries) entry.position = -1;
    this.#entries.length = 0;
    return dropped;
  }

  #siftUp(entry: E, from: number): void {
    const entries = this.#entries;
    let position = from;
    while (position > 0) {
      const above = (position - 1) >> 2;
      const parent = entries[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      entries[position] = parent;
      parent.position = position;
      position = above;
    }
    entries[position] = entry;
    entry.position = position;
  }

  #siftDown(entry: E, from: number): void {
    const entries = this.#entries;
    let position = from;
    for (;;) {
      const below = this.#firstChild(position);
      const child = entries[below];
      if (child === undefined || !isBefore(child, entry)) break;
      entries[position] = child;
      child.position = position;
      position = below;
    }
    entries[position] = entry;
    entry.position = position;
  }

  /** Index of the child that is due first; beyond the end when there is none. */
  #firstChild(parent: number): number {
    const entries = this.#entries;
    const start = parent * ARITY + 1;
    let first = start;
    let earliest = entries[start];
    const end = Math.min(start + ARITY, entries.length);
    for (let index = start + 1; index < end; index++) {
      const child = entries[index];
      if (child === undefined || earliest === undefined || !isBefore(child, earliest)) continue;
      earliest = child;
      first = index;
    }
    return first;
  }
}

function isBefore(a: HeapEntry, b: HeapEntry): boolean {
  if (a.due !== b.due) return a.due < b.due;
  if (a.rank !== b.rank) return a.rank < b.rank;
  return a.seq < b.seq;
}
