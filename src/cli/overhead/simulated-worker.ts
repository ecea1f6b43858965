// The rows of simulated requests, in a worker with the memory that `bench run --clock virtual` gives to its own.

import { parentPort, workerData } from 'node:worker_threads';
import { makeRoomFor } from '../virtual/young-generation.ts';
import type { SimulatedRow } from './simulated.ts';
import { measureSimulated } from './simulated.ts';

/** What is asked for. */
export interface SimulatedRequest {
  readonly inFlight: readonly number[];
  /** Of each row. */
  readonly requests: number;
}

const { inFlight, requests } = workerData as SimulatedRequest;
// Compiles what is measured.
await measureSimulated(100, Math.min(requests, 100_000));
const rows: SimulatedRow[] = [];
for (const count of inFlight) {
  makeRoomFor(count);
  rows.push(await measureSimulated(count, requests));
}
parentPort?.postMessage(rows);
