import type { Command } from 'commander';
import { Option } from 'commander';
import { createRealClock } from '../../clock/real.ts';
import { BenchError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import { addVerdictOptions } from '../compare/options.ts';
import { SIGNAL_CODES } from '../exit-codes.ts';
import { exitLine } from '../exit-line.ts';
import type { Io } from '../io.ts';
import type { Live } from '../live.ts';
import type { OutputFlags, Outputs } from '../outputs/open-outputs.ts';
import { addOutputOptions } from '../outputs/options.ts';
import { ProgressBoard } from '../progress-board.ts';
import { reportError } from '../report-error.ts';
import type { SessionHost, SessionOutcome, SessionRequest } from '../session.ts';
import { listenForStop } from '../stop-signals.ts';
import { styleFor } from '../style.ts';
import type { UiMode } from '../ui-modes.ts';
import { UI_MODES } from '../ui-modes.ts';
import { dollars, fixedRounds, positiveNumber, wholeNumber } from '../whole-number.ts';
import { widthOf } from '../width.ts';

interface RunFlags extends Omit<SessionRequest, 'file'>, OutputFlags {
  readonly json?: true;
  readonly histogram?: true;
  readonly quiet?: true;
  readonly rounds?: number;
  readonly ui: UiMode;
}

const HELP_EXAMPLES = `
Examples:
  bench run scenarios/concurrency.ts
  bench run scenarios/concurrency.ts --clock virtual --seeds 10
  bench run scenarios/concurrency.ts --rounds 7
  bench run scenarios/first-steps.ts --goodput e2el:2000
  bench run scenarios/csv.ts --save-responses answers.jsonl
  bench run my.ts --out results/today --quiet
  bench run scenarios/real-api.ts --max-cost 0.50
  bench run my.ts --workers 4
  bench run my.ts --clock virtual --seeds 10 --save-baseline main
  bench run my.ts --clock virtual --baseline main
  bench run my.ts --format junit=junit.xml --summary    in GitHub Actions
`;

export function addRunCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command('run')
    .description('run a scenario under each of its strategies, and compare them')
    .argument('<scenario>', 'a .ts, .mts or .js file whose default export is a scenario')
    .addOption(
      new Option('--clock <kind>', 'virtual: simulated time, in process, hours in milliseconds')
        .choices(['real', 'virtual'])
        .default('real'),
    )
    .option('--seed <n>', "seed of all random draws, instead of the scenario's", wholeNumber)
    .option('--seeds <n>', 'run this many seeds, from the first one upwards', positiveNumber)
    .addOption(
      new Option(
        '--rounds <n>',
        'run every strategy so often; on the real clock they take turns round by round',
      )
        .argParser(fixedRounds)
        .conflicts('seeds'),
    )
    .option('--goodput <limits...>', 'count answers within them, as ttft:200 latency:2s')
    .option('--out <dir>', 'folder for the results, instead of reports/<scenario>/<time>')
    .option('--save-responses <file>', 'write every answer to a JSONL file')
    .option('--max-cost <usd>', 'end the run before it costs more, in US dollars', dollars)
    .option('--yes', 'agree to what a real API will charge, without being asked')
    .option('--workers <n>', 'threads that share the work, on the real clock', positiveNumber)
    .option('--save-baseline <name>', 'store the run as reports/baselines/<name>.json')
    .option('--baseline <name>', 'hold the run against a stored baseline, or a result.json')
    .option('--json', 'print the result as JSON instead of a table')
    .option('--histogram', 'draw the latencies of every strategy below the table')
    .addOption(
      new Option('--ui <mode>', 'how progress is shown on stderr; dashboard: a screen of its own')
        .choices(UI_MODES)
        .default('auto')
        .env('BENCH_UI'),
    )
    .option('--quiet', 'no progress on stderr, like --ui none');
  addOutputOptions(addVerdictOptions(command))
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (file: string, flags: RunFlags) => finish(await run(file, flags, io)));
}

async function run(file: string, flags: RunFlags, io: Io): Promise<number> {
  const { json, quiet, ui, histogram, format, summary, comment, rounds, ...others } = flags;
  const request = { file, ...others, ...(rounds !== undefined && { seeds: rounds }) };
  assertWorkers(request);
  const outputs = await openIfAsked({ format, summary, comment }, io);
  const { startLive } = await import('../live.ts');
  const display = createDisplay((board) => startLive(board, io, quiet ? 'none' : ui));
  const notice = 'stopping: writing what was measured; once more to quit now';
  const stop = listenForStop(io, notice, display.close);
  try {
    const outcome = await runOnClock(request, io, stop, display.events);
    display.close();
    if (!outputs?.ownsStdout) await show(outcome, json === true, histogram === true, io);
    const { result, lost } = outcome;
    await outputs?.write(result);
    if (!lost) return result.verdict.exitCode;
    const { message, hint } = lost;
    const error = new BenchError('OUTPUT_LOST', message, hint === undefined ? {} : { hint });
    return reportError(error, io, false);
  } catch (error) {
    if (!stop.received) throw error;
    // Stopped before there was anything to write, such as at a question.
    display.close();
    reportError(error, io, false);
    return SIGNAL_CODES[stop.received];
  } finally {
    display.close();
    stop.dispose();
  }
}

/** @throws {BenchError} USAGE for what several threads cannot do */
function assertWorkers({ workers = 1, clock, saveResponses }: SessionRequest): void {
  if (workers === 1) return;
  if (clock === 'virtual') {
    throw new BenchError(
      'USAGE',
      '--workers has no meaning on the virtual clock: its time has one thread.',
      {
        hint: 'leave one of both out; nothing was sent.',
      },
    );
  }
  if (saveResponses !== undefined) {
    throw new BenchError(
      'USAGE',
      '--save-responses does not go with --workers: answers stay in their threads.',
      {
        hint: 'leave one of both out; nothing was sent.',
      },
    );
  }
}

/** Nothing of it is loaded for a run without such flags. */
async function openIfAsked(flags: OutputFlags, io: Io): Promise<Outputs | undefined> {
  if (!flags.format && !flags.summary && flags.comment === undefined) return undefined;
  const { openOutputs } = await import('../outputs/open-outputs.ts');
  return openOutputs(flags, io);
}

/** Each clock brings its own libraries; only those of the one that is asked for are loaded. */
async function runOnClock(
  request: SessionRequest,
  io: Io,
  stop: ReturnType<typeof listenForStop>,
  events: Pick<SessionHost, 'onPlanned' | 'onStart' | 'onEnd'>,
): Promise<SessionOutcome> {
  if (request.clock === 'virtual') {
    const { runInWorker } = await import('../virtual/run-in-worker.ts');
    // What prints the table is loaded while the worker works.
    const printer = import('../../render/terminal/summary.ts');
    const [outcome] = await Promise.all([runInWorker(request, stop, events), printer]);
    return outcome;
  }
  const { runHere } = await import('../run-here.ts');
  return runHere(request, io, stop, events);
}

/** Progress on stderr, from the moment when the plan is known. */
function createDisplay(start: (board: ProgressBoard) => Live) {
  let live: Live | undefined;
  let board: ProgressBoard | undefined;
  const events: Pick<SessionHost, 'onPlanned' | 'onStart' | 'onEnd'> = {
    onPlanned(plan: Plan, count: number | undefined) {
      board = new ProgressBoard(plan, count, createRealClock());
      live = start(board);
    },
    onStart: (strategy, progress) => board?.start(strategy, progress),
    onEnd(strategy) {
      const row = board?.end(strategy);
      if (row) live?.ended(row);
    },
  };
  return { events, close: () => live?.close() };
}

async function show(
  { result, files }: SessionOutcome,
  json: boolean,
  histogram: boolean,
  io: Io,
): Promise<void> {
  if (json) {
    const { renderJson } = await import('../../render/json.ts');
    io.stdout.write(renderJson(result));
    return;
  }
  const { renderTerminal } = await import('../../render/terminal/summary.ts');
  const width = widthOf(io.stdout);
  io.stdout.write(renderTerminal(result, { width, style: styleFor(io.stdout), histogram, files }));
  io.stdout.write(exitLine(result.verdict));
}
