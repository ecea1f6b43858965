import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { judge } from '../../analyze/judge.ts';
import { createRealClock } from '../../clock/real.ts';
import type { RunResult } from '../../core/run-result.ts';
import { renderHtml } from '../../render/html/index.ts';
import { renderJson } from '../../render/json.ts';
import { renderTerminal } from '../../render/terminal/summary.ts';
import type { RunRecord } from '../../runner/run-plan.ts';
import { runPlan } from '../../runner/run-plan.ts';
import { loadScenario } from '../../scenario/load-scenario.ts';
import { planScenario } from '../../scenario/plan-scenario.ts';
import { describeEnvironment } from '../environment.ts';
import { exitCodeOf } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { startLive } from '../live.ts';
import { OutputDirectory } from '../output-directory.ts';
import { ProgressBoard } from '../progress-board.ts';
import { ResponseFile } from '../response-file.ts';
import { listenForStop } from '../stop-signals.ts';
import { styleFor } from '../style.ts';
import { openTarget } from '../target.ts';
import { wholeNumber } from '../whole-number.ts';

interface RunFlags {
  readonly seed?: number;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly saveResponses?: string;
}

const HELP_EXAMPLES = `
Examples:
  bench run scenarios/concurrency.ts
  bench run scenarios/csv.ts --save-responses answers.jsonl
  bench run my.ts --out results/today --quiet
`;

export function addRunCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('run')
    .description('run a scenario under each of its strategies, and compare them')
    .argument('<scenario>', 'a .ts, .mts or .js file whose default export is a scenario')
    .option('--seed <n>', "seed of all random draws, instead of the scenario's", wholeNumber)
    .option('--out <dir>', 'folder for the results, instead of reports/<scenario>/<time>')
    .option('--save-responses <file>', 'write every answer to a JSONL file')
    .option('--json', 'print the result as JSON instead of a table')
    .option('--quiet', 'no progress on stderr')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (scenario: string, flags: RunFlags) => finish(await run(scenario, flags, io)));
}

async function run(file: string, flags: RunFlags, io: Io): Promise<number> {
  const { plan, workload } = await planScenario(await loadScenario(file), {
    file,
    overrides: flags.seed === undefined ? {} : { seed: flags.seed },
  });
  const clock = createRealClock();
  const responses = flags.saveResponses ? new ResponseFile(flags.saveResponses) : undefined;
  const output = new OutputDirectory(
    flags.out ?? join('reports', plan.scenario, fileStamp(clock.wall())),
  );
  const target = await openTarget(plan.target, { io, clock, keepText: responses !== undefined });
  const stop = listenForStop(io, 'stopping: writing what was measured; once more to quit now');
  const board = new ProgressBoard(plan, workload.count, clock);
  const live = startLive(board, io, flags.quiet === true);
  const judged = (record: RunRecord): RunResult => {
    const judgement = judge(record);
    const exitCode = exitCodeOf(judgement.status, stop.received);
    return { ...record, verdict: { ...judgement, exitCode } };
  };
  try {
    const record = await runPlan(plan, workload, {
      clock,
      environment: describeEnvironment(),
      connect: target.connect,
      ...(target.truth && { truth: target.truth }),
      signal: stop.signal,
      onStart: (strategy, progress) => board.start(strategy, progress),
      onSettled: (strategy, settled) => responses?.append(strategy.name, settled),
      async onEnd(soFar, strategy, entries) {
        live.ended(board.end(strategy));
        output.appendAttempts(strategy.name, entries);
        output.write('result.json', renderJson(judged(soFar)));
      },
    });
    live.close();
    const result = judged(record);
    output.write('result.json', renderJson(result));
    output.write('report.html', renderHtml(result));
    show(result, output, flags, io);
    return result.verdict.exitCode;
  } finally {
    live.close();
    stop.dispose();
    responses?.close();
    await target.close();
  }
}

function show(result: RunResult, output: OutputDirectory, flags: RunFlags, io: Io): void {
  if (flags.json) {
    io.stdout.write(renderJson(result));
    return;
  }
  const path = (name: string) => relative(io.cwd(), output.file(name));
  const files = [
    { label: 'report', path: path('report.html') },
    { label: 'result', path: path('result.json') },
    { label: 'attempts', path: path('attempts.jsonl') },
    ...(flags.saveResponses ? [{ label: 'answers', path: flags.saveResponses }] : []),
  ];
  const width = io.stdout.isTTY ? io.stdout.columns : 120;
  io.stdout.write(renderTerminal(result, { width, style: styleFor(io.stdout), files }));
}

/** `20260131T120000Z`: sorts by time and is a file name everywhere. */
function fileStamp(wall: Date): string {
  return wall.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
}
