import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { startSimulationWorker } from '../virtual/simulation-worker.ts';
import { firstMessage } from './first-message.ts';
import type { SchedulerRow } from './schedulers.ts';
import { measureSchedulers } from './schedulers.ts';
import type { SimulatedRow } from './simulated.ts';
import type { SimulatedRequest } from './simulated-worker.ts';

const IN_FLIGHT = [1, 100, 10_000];
/** Milliseconds for each scheduler. */
const TIME_PER_SCHEDULER = 500;

export interface OverheadOptions {
  /** Simulated requests for each row. */
  readonly requests: number;
  readonly json: boolean;
}

/** Measures what the harness itself costs on this machine, and prints it. */
export async function showOverhead({ requests, json }: OverheadOptions, io: Io): Promise<number> {
  const simulated = await simulateInWorker({ inFlight: IN_FLIGHT, requests });
  const schedulers = await measureSchedulers(TIME_PER_SCHEDULER);
  io.stdout.write(
    json
      ? `${JSON.stringify({ simulated, schedulers }, null, 2)}\n`
      : describe(simulated, schedulers),
  );
  return EXIT_CODES.pass;
}

async function simulateInWorker(request: SimulatedRequest): Promise<SimulatedRow[]> {
  const worker = startSimulationWorker('src/cli/overhead/simulated-worker', request);
  return firstMessage(worker, 'the worker of the simulation');
}

function describe(simulated: readonly SimulatedRow[], schedulers: readonly SchedulerRow[]): string {
  const lines = [
    'simulated requests, all figures recorded',
    ...simulated.map(({ in_flight, requests_per_s, cpu_us_per_request }) =>
      [
        `${in_flight.toLocaleString('en-US')} in flight`.padStart(18),
        `${requests_per_s.toLocaleString('en-US')}/s`.padStart(12),
        `${cpu_us_per_request.toFixed(2)} µs CPU a request`.padStart(24),
      ].join(''),
    ),
    '',
    'schedulers, 100 at once, tasks that do nothing',
    ...schedulers.map(({ scheduler, us_per_task }) =>
      [scheduler.padStart(18), `${us_per_task.toFixed(2)} µs a task`.padStart(18)].join(''),
    ),
    '',
    'Schedulers are timed by tinybench, a batch at a time: good for what a task costs in CPU, and useless for',
    'throughput under concurrency. Compare figures of one run only; machines are noisy.',
  ];
  return `${lines.join('\n')}\n`;
}
