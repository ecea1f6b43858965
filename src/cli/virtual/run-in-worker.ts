import { createRealClock } from '../../clock/real.ts';
import { BenchError } from '../../core/errors.ts';
import type { Plan, StrategyPlan } from '../../core/plan.ts';
import type { Milliseconds } from '../../core/units.ts';
import type { LiveProgress } from '../../runner/run-strategy.ts';
import type { SessionHost, SessionOutcome, SessionRequest } from '../session.ts';
import type { Stop } from '../stop-signals.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { fromPlainError } from './messages.ts';
import { startSimulationWorker } from './simulation-worker.ts';
import { createWatchdog } from './watchdog.ts';

/** Longest silence of the worker. It gives a sign of life ten times a second, however much it simulates. */
const MAX_SILENCE = 10 * 60_000;

type Events = Pick<SessionHost, 'onPlanned' | 'onStart' | 'onEnd'>;

/**
 * Runs a session in virtual time, in a worker whose timers, time, randomness and network are replaced before the
 * scenario and its libraries are loaded. The globals of this thread stay untouched.
 *
 * @param maxSilence the worker is given up when its thread has been busy with one thing for so long
 * @throws {BenchError} REAL_TIME_LIMIT then; OUT_OF_MEMORY
 */
export async function runInWorker(
  request: SessionRequest,
  stop: Stop,
  events: Events,
  maxSilence: Milliseconds = MAX_SILENCE,
): Promise<SessionOutcome> {
  const worker = startSimulationWorker('src/cli/virtual/worker', request);
  const tellToStop = () => {
    const message: ToWorker = { type: 'stop', signal: stop.received ?? 'SIGINT' };
    worker.postMessage(message);
  };
  if (stop.signal.aborted) tellToStop();
  else stop.signal.addEventListener('abort', tellToStop, { once: true });
  const { promise, resolve, reject } = Promise.withResolvers<SessionOutcome>();
  const relay = createRelay(events, resolve, reject);
  const watchdog = createWatchdog(createRealClock(), maxSilence, () =>
    reject(standstill(maxSilence)),
  );
  worker.on('message', (message: FromWorker) => {
    watchdog.alive();
    relay(message);
  });
  worker.once('error', (error) => reject(ranOutOfMemory(error) ? outOfMemory() : error));
  worker.once('exit', (code) =>
    reject(new Error(`the worker of the virtual clock ended: ${code}`)),
  );
  try {
    return await promise;
  } finally {
    watchdog.stop();
    await worker.terminate();
  }
}

function standstill(silence: Milliseconds): BenchError {
  return new BenchError(
    'REAL_TIME_LIMIT',
    `The run gave no sign of life for ${silence / 1_000} s of real time; it was ended. Virtual time moves on only when ` +
      'the code between two waits comes to its end: this is an endless loop, or a chain of promises that waits for nothing.',
    {
      hint: 'look for a loop without a sleep in the scenario; what was written after each strategy is kept.',
    },
  );
}

function ranOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function outOfMemory(): BenchError {
  return new BenchError(
    'OUT_OF_MEMORY',
    'the run needed more memory than Node.js may take; what was written after each strategy is kept.',
    {
      hint:
        'gather, keyed, adaptive limits of concurrency and scope "attempt" hold all items that wait: take workers, or fewer ' +
        'items, or allow more: NODE_OPTIONS=--max-old-space-size=16000.',
    },
  );
}

/** Turns the worker's messages into the events of a session. */
function createRelay(
  { onPlanned, onStart, onEnd }: Events,
  done: (outcome: SessionOutcome) => void,
  failed: (error: Error) => void,
): (message: FromWorker) => void {
  let plan: Plan | undefined;
  let latest: LiveProgress = { completed: 0, failed: 0, inFlight: 0, rateLimited: 0 };
  const strategyNamed = (name: string): StrategyPlan | undefined =>
    plan?.strategies.find((strategy) => strategy.name === name);
  return (message) => {
    switch (message.type) {
      case 'planned':
        plan = message.plan;
        return onPlanned(plan, message.count);
      case 'start': {
        const strategy = strategyNamed(message.name);
        return strategy && onStart(strategy, () => latest);
      }
      case 'alive':
        latest = message.progress ?? latest;
        return;
      case 'end':
        return onEnd(message.strategy);
      case 'done':
        return done(message.outcome);
      case 'failed':
        return failed(fromPlainError(message.error));
    }
  };
}
