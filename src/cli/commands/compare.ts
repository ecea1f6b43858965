import type { Command } from 'commander';
import { Option } from 'commander';
import type { CompareFlags } from '../compare/compare.ts';
import type { Io } from '../io.ts';
import { share } from '../whole-number.ts';

const HELP_EXAMPLES = `
Examples:
  bench compare old/result.json new/result.json
  bench compare main new/result.json --tolerance 3    main: reports/baselines/main.json
  bench compare old.json new.json --json > comparison.json

Exit codes:
  0 unchanged, improved, or no evidence · 2 mistake in a flag or a file · 11 regressed, or an exact figure changed
  12 no data · 13 inconclusive, with --fail-on inconclusive
`;

export function addCompareCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('compare')
    .description(
      'say whether B is slower than A, round by round, and how small a change would be seen',
    )
    .argument('<a>', 'a result.json, or a stored baseline by name or file')
    .argument('<b>', 'what is held against it')
    .option('--tolerance <percent>', 'change that does not matter (default: 5)', share)
    .option('--expect-changes <figures...>', 'exact figures that may differ: attempts "latency *"')
    .addOption(
      new Option('--fail-on <verdict>', 'exit 13 when there is no evidence').choices([
        'inconclusive',
      ]),
    )
    .option('--out <dir>', 'folder for comparison.json')
    .option('--all', 'show every metric, not only those that decide or were found to differ')
    .option('--json', 'print the comparison as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (a: string, b: string, flags: CompareFlags) => {
      const { compare } = await import('../compare/compare.ts');
      finish(await compare([a, b], flags, io));
    });
}
