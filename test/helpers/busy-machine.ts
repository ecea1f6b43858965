import { expect } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';

/**
 * Why a machine that has something else to do makes times no result. What became of the items is true all the same. A client that
 * is slow by itself looks the same: `client-overhead.test.ts` tells the two apart.
 */
const BUSY = ['client-bound', 'mock-saturated'];

/** What speaks against a run, the machine left out. */
export function faultsOf({ verdict }: RunResult) {
  return verdict.reasons.filter(({ code }) => !BUSY.includes(code));
}

/** Whether the machine alone is why a run is no result. */
function wasBusy(result: RunResult): boolean {
  return result.verdict.status === 'invalid' && faultsOf(result).length === 0;
}

/** A run ends with 0, unless the machine was busy. */
export function expectSound(code: number | null, result: RunResult): void {
  expect(faultsOf(result)).toEqual([]);
  expect(code).toBe(wasBusy(result) ? 12 : 0);
}

const MOST_RUNS = 3;

/**
 * Runs something until the machine had time for it, three times at most.
 *
 * @param giveUp is told when it never had; without it, the last run is as good as any
 */
export async function whenQuiet<T>(
  run: () => Promise<T>,
  results: (ran: T) => readonly RunResult[],
  giveUp: (why: string) => void = () => {},
): Promise<T> {
  for (let runs = 1; ; runs++) {
    const ran = await run();
    if (!results(ran).some(wasBusy)) return ran;
    if (runs < MOST_RUNS) continue;
    giveUp('the machine was busy all the time');
    return ran;
  }
}
