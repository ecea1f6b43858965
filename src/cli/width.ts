import type { Output } from './io.ts';

/** What is written where nobody says how wide a line may be. */
const USUAL = 120;

/** Columns of a stream. Some terminals say 0, which means that they do not know. */
export function widthOf({ isTTY, columns }: Pick<Output, 'isTTY' | 'columns'>): number {
  return isTTY && columns > 0 ? columns : USUAL;
}
