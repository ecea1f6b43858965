import type { Outcome } from '../../src/core/outcome.ts';
import type { Strategy } from '../../src/core/strategy.ts';
import { OK } from './fake-client.ts';
import type { RunSetup } from './strategy-run.ts';
import { runVirtually } from './strategy-run.ts';

/** A drop, as adaptive laws see it. */
export const BUSY: Outcome = { kind: 'overloaded', status: 529, message: 'busy' };

/** How many attempts start at each instant, as `[milliseconds, attempts]`. */
export async function startsOf(
  strategy: Strategy,
  work: number,
  outcome: (item: number) => Outcome = () => OK,
  setup: Partial<RunSetup> = {},
): Promise<[number, number][]> {
  const { client } = await runVirtually({ ...setup, strategy, work, outcome });
  const counts = new Map<number, number>();
  for (const { at } of client.requests) counts.set(at, (counts.get(at) ?? 0) + 1);
  return [...counts];
}
