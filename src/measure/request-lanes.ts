import type { RequestLanes } from '../core/pictures.ts';
import type { Ledger } from './ledger.ts';

/** A picture with more rows shows nothing that its strip does not. */
const MOST_ITEMS = 600;
/** A retry storm of a few items could fill a page. */
const MOST_ATTEMPTS = 6_000;

/** The attempts of a small workload as columns; `undefined` of one that is too large to be drawn, or has no attempt. */
export function requestLanes(ledger: Ledger): RequestLanes | undefined {
  const { settled, omitted, attempts } = ledger;
  if (settled > MOST_ITEMS || omitted > 0) return undefined;
  return attempts === 0 || attempts > MOST_ATTEMPTS ? undefined : ledger.toLanes();
}
