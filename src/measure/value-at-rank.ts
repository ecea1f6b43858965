/**
 * The value that sorting would put at a rank, from 0. Moves the values about; on average in a time that grows with their
 * number only.
 *
 * Our own beside `quickselect` of simple-statistics, which is as quick: it wants plain arrays, and every run would load the whole
 * library for it.
 *
 * Source: C. A. R. Hoare, "Algorithm 65: FIND" (1961), around the median of three.
 */
export function valueAtRank(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const [below, above] = partition(values, low, high);
    if (rank <= below) high = below;
    else if (rank >= above) low = above;
    // What lies between equals the pivot.
    else break;
  }
  return values[rank] ?? Number.NaN;
}

/** Moves what is below a pivot before what is above it. @returns where the former ends and the latter begins */
function partition(values: Float64Array, low: number, high: number): [number, number] {
  const at = (index: number) => values[index] ?? Number.NaN;
  const pivot = medianOf(at(low), at((low + high) >>> 1), at(high));
  let left = low;
  let right = high;
  while (left <= right) {
    while (at(left) < pivot) left++;
    while (at(right) > pivot) right--;
    if (left > right) break;
    const value = at(left);
    values[left++] = at(right);
    values[right--] = value;
  }
  return [right, left];
}

function medianOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
