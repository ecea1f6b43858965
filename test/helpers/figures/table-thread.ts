// Runs cells of the table as their plans arrive. Loading and checking scenarios is left to the thread that plans them: it
// would take longer here than half of the cells.
import { parentPort } from 'node:worker_threads';
import type { Plan } from '../../../src/core/plan.ts';
import { runCell } from './run-cell.ts';

parentPort?.on('message', async (plan: Plan) => {
  parentPort?.postMessage(await runCell(plan));
});
