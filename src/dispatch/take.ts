/** The next `count` values of an iterator, which stays open for the next call. */
export async function* take<T>(queue: AsyncIterator<T>, count: number): AsyncIterable<T> {
  for (let taken = 0; taken < count; taken++) {
    const next = await queue.next();
    if (next.done) return;
    yield next.value;
  }
}
