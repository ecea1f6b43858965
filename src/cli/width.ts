import type { Output } from './io.ts';

/** What is written where nobody says how wide a line may be. */
const USUAL = 120;

/** Lines of a terminal that does not know how many it has. */
const USUAL_LINES = 24;

/** Lines of a terminal. Some say 0, which means that they do not know. */
export function heightOf({ rows }: Pick<Output, 'rows'>): number {
  return rows > 0 ? rows : USUAL_LINES;
}

/** Columns of a stream. Some terminals say 0, which means that they do not know. */
export function widthOf(
  { isTTY, columns }: Pick<Output, 'isTTY' | 'columns'>,
  usual = USUAL,
): number {
  return isTTY && columns > 0 ? columns : usual;
}
