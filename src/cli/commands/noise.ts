import type { Command } from 'commander';
import type { NoiseFlags } from '../compare/noise.ts';
import type { Io } from '../io.ts';
import { dollars, positiveNumber, wholeNumber } from '../whole-number.ts';

const HELP_EXAMPLES = `
Runs the scenario against itself on the real clock, in turns, and says what its
noise lets one see: the smallest change by number of rounds, and how many of
1000 comparisons would have found a change where there is none.

Examples:
  bench noise my.ts
  bench noise my.ts --save-baseline main

With its noise, a stored baseline may fail builds where s is 2 % at most.

Exit codes:
  0 the machine can gate the scenario · 2 mistake in a flag or scenario
  12 it cannot, there is no data, or a run broke off: no baseline is stored then
`;

export function addNoiseCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('noise')
    .description('can this machine tell a change of a scenario from noise, and in how many rounds?')
    .argument('<scenario>', 'a .ts, .mts or .js file whose default export is a scenario')
    .option('--pairs <n>', 'pairs of rounds', positiveNumber, 14)
    .option('--seed <n>', "of all random draws, instead of the scenario's", wholeNumber)
    .option('--save-baseline <name>', 'store the run with its noise as a baseline')
    .option('--out <dir>', 'folder for both results, instead of reports/noise/<time>')
    .option('--max-cost <usd>', 'end a run before it costs more, in US dollars', dollars)
    .option('--yes', 'agree to what a real API will charge, without being asked')
    .option('--quiet', 'no progress on stderr')
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (file: string, flags: NoiseFlags) => {
      const { noise } = await import('../compare/noise.ts');
      finish(await noise(file, flags, io));
    });
}
