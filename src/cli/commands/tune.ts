import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../io.ts';
import type { TuneFlags } from '../tune/tune.ts';
import { positiveNumber, wholeNumber } from '../whole-number.ts';

const HELP_EXAMPLES = `
Examples:
  bench tune my.ts --slo 'latency p95 < 8s' --max-rate-limited 2%
  bench tune my.ts --vary pool.size=1..200 --max-errors 0.5%
  bench tune my.ts --vary pool.size=2..64 --vary retry.maxRetries=0,2,4
  bench tune my.ts --strategy pool --strategy pacing \\
    --vary retry.jitter=full,equal
  bench tune my-api.ts --confirm 2 --slo 'latency p95 < 8s'

On the virtual clock by default: the scenario's mock is asked. --confirm asks
the scenario's own target for a short time, fits a mock to it, searches there,
and tries the best values for real.

Exit codes:
  0 found · 2 mistake in a flag or the scenario, nothing was sent
  12 no value keeps to the constraints
`;

const collect = (value: string, before: readonly string[] = []) => [...before, value];

export function addTuneCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('tune')
    .description('find the best size of a semaphore, or the best value of any option')
    .argument('<scenario>', 'a .ts, .mts or .js file whose default export is a scenario')
    .option('--slo <limit>', "what must hold, as 'latency p95 < 4s'; repeatable", collect)
    .option('--max-errors <share>', 'items that may stay unanswered (default: 1%)')
    .option('--max-rate-limited <share>', 'attempts that may be refused by a rate limit')
    .option(
      '--vary <option=values>',
      'what is varied; repeatable (default: the first size)',
      collect,
    )
    .option('--strategy <name>', 'whose size is varied; repeatable, to compare several', collect)
    .addOption(
      new Option('--clock <kind>', 'virtual: simulated time, in process')
        .choices(['real', 'virtual'])
        .default('virtual'),
    )
    .option('--seed <n>', "seed of all random draws, instead of the scenario's", wholeNumber)
    .option('--items <n>', 'items of a probe, at first', positiveNumber)
    .option('--samples <n>', 'most combinations of several options', positiveNumber, 1_000)
    .option('--confirm <n>', 'try the n best values for real', positiveNumber)
    .option('--yes', 'agree to what a real API will charge, without being asked')
    .option('--out <dir>', 'folder for the results, instead of reports/<scenario>/tune-<time>')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress on stderr')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (file: string, flags: TuneFlags) => {
      const { tune } = await import('../tune/tune.ts');
      finish(await tune(file, flags, io));
    });
}
