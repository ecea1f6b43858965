import type { Figures } from './figures-of.ts';
import { planCell } from './plan-cell.ts';
import type { ProfileName } from './profiles.ts';
import type { Row } from './rows.ts';
import { runCell } from './run-cell.ts';

/** Runs a cell of the table in this thread. */
export async function measureCell(row: Row, profile: ProfileName, seeds: number): Promise<Figures> {
  return runCell(await planCell(row, profile, seeds));
}
