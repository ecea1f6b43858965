import type { LatencyHeat } from '../core/pictures.ts';

/** Each row of a map is this much longer than the one below. */
const FACTOR = 2 ** (1 / 8);

/**
 * A quantile of each step of time, read from the map: the middle of its row, so within 5 %.
 *
 * @param share 0 to 1
 * @returns milliseconds, one a column; `undefined` where nothing was done
 */
export function heatQuantiles(
  { columns, from_ms }: LatencyHeat,
  share: number,
): readonly (number | undefined)[] {
  return columns.map((column) => {
    const total = column.reduce((a, b) => a + b, 0);
    if (total === 0) return undefined;
    let left = Math.max(1, Math.ceil(share * total));
    const row = column.findIndex((count) => {
      left -= count;
      return left <= 0;
    });
    return from_ms * FACTOR ** (row + 0.5);
  });
}
