/**
 * A part of a typed array as plain data. `Array.from` goes through an iterator: 30 ns a number, most of what the pictures of
 * a small run cost (measured).
 */
export function plainNumbers(
  values: Float64Array | Uint32Array,
  from: number,
  to: number,
): number[] {
  const numbers: number[] = [];
  for (let i = from; i < to; i++) numbers.push(values[i] ?? 0);
  return numbers;
}
