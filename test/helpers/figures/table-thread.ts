import { parentPort } from 'node:worker_threads';
import { measureCell } from './measure.ts';
import type { ProfileName } from './profiles.ts';
import { ROWS } from './rows.ts';

/** A cell that is to be measured. */
export interface CellRequest {
  readonly profile: ProfileName;
  /** Of the row. */
  readonly name: string;
  readonly seeds: number;
}

parentPort?.on('message', async ({ profile, name, seeds }: CellRequest) => {
  const row = ROWS.find((candidate) => candidate.name === name);
  if (!row) throw new Error(`the table has no row "${name}"`);
  parentPort?.postMessage(await measureCell(row, profile, seeds));
});
