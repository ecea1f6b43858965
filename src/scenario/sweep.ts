/**
 * One strategy for each value, named after both; spread it into `strategies`. This gives
 * `semaphore-5` and `semaphore-10`:
 *
 *     sweep('semaphore', [5, 10], (size) => semaphore({ size }))
 */
export function sweep<V extends string | number, S>(
  name: string,
  values: readonly V[],
  build: (value: V) => S,
): Record<string, S> {
  return Object.fromEntries(values.map((value) => [`${name}-${value}`, build(value)]));
}
