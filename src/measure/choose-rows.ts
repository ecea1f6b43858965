import type { Microseconds } from '../core/ledger.ts';
import { valueAtRank } from './value-at-rank.ts';

/** How many attempts of each kind may stay. */
export const ROOM = { first: 1_000, slowest: 1_000, failures: 10_000, sample: 50_000 } as const;

/** What rows are chosen by. */
export interface Candidates {
  readonly times: Float64Array;
  /** As long as there are rows; what is in it is lost. */
  readonly scratch: Float64Array;
  /** Drawn for the item of a row: those of the smallest are the sample. */
  keyAt(row: number): number;
  isFailed(row: number): boolean;
}

export interface Choice {
  /** 1 for each row that stays. */
  readonly kept: Uint8Array;
  readonly count: number;
  readonly failures: number;
  /** Time of the fastest among the slowest. */
  readonly slow: Microseconds;
}

/**
 * Chooses the first rows, the slowest, failures, and a sample of all.
 *
 * @param attempts of a row, on average
 */
export function chooseRows(
  { times, scratch, keyAt, isFailed }: Candidates,
  attempts: number,
): Choice {
  const rows = times.length;
  const room = (most: number) => Math.max(1, Math.floor(most / attempts));
  const first = room(ROOM.first);
  const slowest = room(ROOM.slowest);
  const sample = room(ROOM.sample);
  const mostFailures = room(ROOM.failures);
  for (let row = 0; row < rows; row++) scratch[row] = keyAt(row);
  const greatest = valueAtRank(scratch, Math.min(sample, rows) - 1);
  scratch.set(times);
  const slow = valueAtRank(scratch, Math.max(0, rows - slowest));
  const slower = times.reduce((count, time) => (time > slow ? count + 1 : count), 0);

  const kept = new Uint8Array(rows);
  let [count, sampled, failures] = [0, 0, 0];
  // Of those that are as slow as the fastest of the slowest there may be more than there is room for.
  let asSlow = slowest - slower;
  for (let row = 0; row < rows; row++) {
    const time = times[row] ?? 0;
    let stays = row < first || time > slow;
    if (time === slow && asSlow-- > 0) stays = true;
    if (keyAt(row) <= greatest && sampled++ < sample) stays = true;
    if (isFailed(row) && failures < mostFailures) {
      failures++;
      stays = true;
    }
    if (!stays) continue;
    kept[row] = 1;
    count++;
  }
  return { kept, count, failures, slow };
}
