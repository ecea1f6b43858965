// Patches this thread before anything else is loaded: what comes after it finds the patched functions. A bare import,
// because those are never sorted.
import './install-ambient.ts';
import './young-generation.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { createRealClock } from '../../clock/real.ts';
import { realInterval } from '../../clock/real-interval.ts';
import type { LiveProgress } from '../../runner/run-strategy.ts';
import type { StopSignal } from '../exit-codes.ts';
import type { SessionRequest } from '../session.ts';
import { runSession } from '../session.ts';
import { ambient } from './install-ambient.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { toPlainError } from './messages.ts';
import { mostInFlight } from './most-in-flight.ts';
import { openVirtualStage } from './virtual-stage.ts';
import { makeRoomFor } from './young-generation.ts';

const PROGRESS_EVERY = 100;

const port = parentPort;
if (!port) throw new Error('this file is the entry of a worker');
const tell = (message: FromWorker) => port.postMessage(message);

const stop = new AbortController();
let stoppedBy: StopSignal | undefined;
port.on('message', ({ signal }: ToWorker) => {
  stoppedBy = signal;
  stop.abort(new Error(`stopped by ${signal}`));
});

let progress: (() => LiveProgress) | undefined;
const silence = realInterval(PROGRESS_EVERY, () => tell({ type: 'alive', progress: progress?.() }));

try {
  const outcome = await runSession(workerData as SessionRequest, {
    openStage: async (plan, keepText) => ({
      ...openVirtualStage(plan, keepText, ambient),
      close: async () => {},
    }),
    wall: () => createRealClock().wall(),
    signal: stop.signal,
    stoppedBy: () => stoppedBy,
    onPlanned(plan, count) {
      makeRoomFor(mostInFlight(plan, count));
      tell({ type: 'planned', plan, count });
    },
    onStart({ name }, read) {
      progress = read;
      tell({ type: 'start', name });
    },
    onEnd: (strategy) => tell({ type: 'end', strategy }),
  });
  tell({ type: 'done', outcome });
} catch (error) {
  tell({ type: 'failed', error: toPlainError(error) });
} finally {
  silence();
  port.close();
}
