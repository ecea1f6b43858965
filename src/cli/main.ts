import { Command, CommanderError } from 'commander';
import { addCalibrateCommand } from './commands/calibrate.ts';
import { addCheckCommand } from './commands/check.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addInitCommand } from './commands/init.ts';
import { addListCommand } from './commands/list.ts';
import { addMockCommand } from './commands/mock.ts';
import { addNoiseCommand } from './commands/noise.ts';
import { addOverheadCommand } from './commands/overhead.ts';
import { addReportCommand } from './commands/report.ts';
import { addRunCommand } from './commands/run.ts';
import { addTuneCommand } from './commands/tune.ts';
import { toolVersion } from './environment.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Io } from './io.ts';
import { reportError, usageError } from './report-error.ts';
import { widthOf } from './width.ts';

/** Of help in a pipe, and of the examples everywhere. */
const HELP_WIDTH = 80;

const HELP_EXAMPLES = `
Examples:
  bench init my.ts                            a scenario to begin with
  bench run my.ts                             compare strategies on a mock
  bench run my.ts --seed 7 --json > out.json  the same work again, as JSON
  bench run my.ts --clock virtual --seeds 10  simulated: hours in milliseconds
  bench report result.json --open             look at a stored result again
  bench check result.json --thresholds l.ts   judge a stored result again
  bench compare main/my.ts my.ts              did it get slower?
  bench tune my.ts --slo 'latency p95 < 8s'   how many at once
  bench mock --port 4010 --rpm 50             a rate-limited mock server
  bench doctor                                can its figures be trusted?
  bench list strategies                       what can be compared, with options

Exit codes:
  0 pass · 1 bug of ours · 2 mistake in a flag or scenario, nothing was sent
  10 a threshold failed · 11 it got slower than its baseline
  12 invalid run, or no data · 13 no evidence, with --fail-on
  130/143 stopped, partial result written
`;

/**
 * The command line. Every command sets the exit code through its return value, so that piped output is never cut.
 *
 * @param argv what follows the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT_CODES.pass;
  for (const stream of [io.stdout, io.stderr]) stream.on('error', ignoreClosedPipe);
  const program = new Command('bench')
    .description('Compares ways to call an LLM API concurrently, on identical work.')
    .version(toolVersion())
    .option('--debug', 'show the stack of an error')
    .option('--no-color', 'no colours, whatever the terminal and FORCE_COLOR say')
    .hook('preAction', () => {
      // Node.js itself decides by these which streams get colours.
      if (program.opts<{ color: boolean }>().color === false) io.env.FORCE_COLOR = '0';
    })
    .addHelpText('after', HELP_EXAMPLES)
    .exitOverride()
    // A narrow column is still a column: else the help of a command with one long flag does not wrap at all.
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      getOutHelpWidth: () => widthOf(io.stdout, HELP_WIDTH),
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text) => void reportError(usageError(text), io, false),
    });
  const finish = (code: number) => {
    exitCode = code;
  };
  addInitCommand(program, io, finish);
  addRunCommand(program, io, finish);
  addReportCommand(program, io, finish);
  addCheckCommand(program, io, finish);
  addTuneCommand(program, io, finish);
  addCalibrateCommand(program, io, finish);
  addCompareCommand(program, io, finish);
  addNoiseCommand(program, io, finish);
  addMockCommand(program, io, finish);
  addDoctorCommand(program, io, finish);
  addOverheadCommand(program, io, finish);
  addListCommand(program, io, finish);
  addCompletionCommand(program, io, finish);

  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage;
    return reportError(error, io, program.opts<{ debug?: boolean }>().debug === true);
  }
}

/** A reader that has seen enough, such as `head`, is no reason to lose the run. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
