/**
 * What the heap orders: by `work`, then by `order`. Change neither while the entry is in the heap.
 */
export interface Milestone {
  /** Attained work at which it is reached. */
  work: number;
  /** Counts insertions, so that equals leave in the order in which they came. */
  order: number;
  /** Index in the heap, kept by the heap; -1 outside of it. */
  position: number;
}

/** Indexed binary min-heap: a client that goes away takes its milestone out at once. */
export class MilestoneHeap<M extends Milestone> {
  readonly #entries: M[] = [];
  #order = 0;

  get size(): number {
    return this.#entries.length;
  }

  peek(): M | undefined {
    return this.#entries[0];
  }

  push(entry: M): void {
    entry.order = this.#order++;
    this.#entries.push(entry);
    this.#siftUp(entry, this.#entries.length - 1);
  }

  /** Harmless when the entry is not in the heap. */
  remove(entry: M): void {
    const hole = entry.position;
    if (hole < 0) return;
    entry.position = -1;
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#siftUp(last, hole);
    if (last.position === hole) this.#siftDown(last, hole);
  }

  #siftUp(entry: M, from: number): void {
    let position = from;
    while (position > 0) {
      const above = (position - 1) >> 1;
      const parent = this.#entries[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.#place(parent, position);
      position = above;
    }
    this.#place(entry, position);
  }

  #siftDown(entry: M, from: number): void {
    let position = from;
    for (;;) {
      const child = this.#firstChild(position);
      if (child === undefined || !isBefore(child, entry)) break;
      const below = child.position;
      this.#place(child, position);
      position = below;
    }
    this.#place(entry, position);
  }

  #firstChild(position: number): M | undefined {
    const left = this.#entries[2 * position + 1];
    const right = this.#entries[2 * position + 2];
    return left && right && isBefore(right, left) ? right : left;
  }

  #place(entry: M, position: number): void {
    this.#entries[position] = entry;
    entry.position = position;
  }
}

function isBefore(a: Milestone, b: Milestone): boolean {
  return a.work < b.work || (a.work === b.work && a.order < b.order);
}
