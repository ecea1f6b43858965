import type { Command } from 'commander';
import { Option } from 'commander';
import type { CompareFlags } from '../compare/compare.ts';
import { addVerdictOptions } from '../compare/options.ts';
import type { Io } from '../io.ts';
import { addOutputOptions } from '../outputs/options.ts';
import { dollars, positiveNumber, wholeNumber } from '../whole-number.ts';

const HELP_EXAMPLES = `
A and B are two scenarios, run in turns, or two stored results.

Examples:
  bench compare main/my.ts my.ts                    7 rounds of each, ABBA
  bench compare main/my.ts my.ts --rounds auto      5, 8 or 12, as needed
  bench compare main/my.ts my.ts --clock virtual    10 seeds, exact
  bench compare old/result.json new/result.json
  bench compare main new/result.json --tolerance 3  main: a stored baseline
  bench compare old.json new.json --json > comparison.json

Exit codes:
  0 unchanged, improved, or no evidence · 2 mistake in a flag or a file
  11 regressed, or an exact figure changed · 12 no data
  13 inconclusive, with --fail-on inconclusive
`;

const roundsOrAuto = (text: string) => (text === 'auto' ? text : positiveNumber(text));

export function addCompareCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command('compare')
    .description(
      'say whether B is slower than A, round by round, and how small a change would be seen',
    )
    .argument(
      '<a>',
      'a scenario, a result.json or its folder, or a stored baseline by name or file',
    )
    .argument('<b>', 'what is held against it')
    .addOption(
      new Option('--rounds <n>', 'of each, or auto (default: 7, in virtual time 10)').argParser(
        roundsOrAuto,
      ),
    )
    .addOption(
      new Option('--clock <kind>', 'of scenarios; virtual: simulated time, exact')
        .choices(['real', 'virtual'])
        .default('real'),
    )
    .option('--seed <n>', "of all random draws, instead of the scenarios'", wholeNumber)
    .option('--out <dir>', 'folder for comparison.html and .json and, of scenarios, both results')
    .option('--max-cost <usd>', 'end a run before it costs more, in US dollars', dollars)
    .option('--yes', 'agree to what a real API will charge, without being asked')
    .option('--quiet', 'no progress on stderr')
    .option('--all', 'show every metric, not only those that decide or were found to differ')
    .option('--json', 'print the comparison as JSON');
  addOutputOptions(addVerdictOptions(command))
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (a: string, b: string, flags: CompareFlags) => {
      const { compare } = await import('../compare/compare.ts');
      finish(await compare([a, b], flags, io));
    });
}
