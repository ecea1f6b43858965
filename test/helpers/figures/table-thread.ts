// Runs cells of the table as their plans arrive. Loading and checking scenarios is left to the thread that plans them: it
// would take longer here than half of the cells.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Plan } from '../../../src/core/plan.ts';

// Halves the time until the first cell: what is loaded was stripped of its types and compiled the last time.
enableCompileCache();
const { runCell } = await import('./run-cell.ts');
// Nobody else writes it: this thread is terminated.
flushCompileCache();

parentPort?.on('message', async (plan: Plan) => {
  parentPort?.postMessage(await runCell(plan));
});
