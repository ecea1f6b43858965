interface Node<T> {
  readonly value: T;
  next: Node<T> | undefined;
}

/** A queue whose ends are both cheap, also with a million waiting: an array moves all of them at each `shift`. */
export class Fifo<T> {
  #first: Node<T> | undefined;
  #last: Node<T> | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The value that is next; `undefined` when there is none. */
  get first(): T | undefined {
    return this.#first?.value;
  }

  push(value: T): void {
    const node: Node<T> = { value, next: undefined };
    if (this.#last) this.#last.next = node;
    else this.#first = node;
    this.#last = node;
    this.#size++;
  }

  shift(): T | undefined {
    const node = this.#first;
    if (!node) return undefined;
    this.#first = node.next;
    if (!node.next) this.#last = undefined;
    // What has left must not hold what comes after it: once old, it would keep all of them until the next full collection.
    node.next = undefined;
    this.#size--;
    return node.value;
  }
}
