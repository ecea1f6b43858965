import type { Command } from 'commander';
import type { CalibrateFlags } from '../calibrate/calibrate.ts';
import type { Io } from '../io.ts';

const HELP_EXAMPLES = `
It reads off a recorded run how its server behaves: service times, how they grow
with the load, limits, failures. Record several sizes, small ones too: bench run
with a sweep of a semaphore.

Examples:
  bench calibrate reports/my-calls/20260131T120000123Z/result.json
  bench calibrate result.json --out profiles/api.json
  bench mock --profile profiles/api.json
  target: mock({ profile: 'profiles/api.json' })      in a scenario

Exit codes:
  0 written · 2 mistake in a flag or a file
  12 too few attempts, or the mock is more than 5 % off
`;

export function addCalibrateCommand(
  program: Command,
  io: Io,
  finish: (code: number) => void,
): void {
  program
    .command('calibrate')
    .description('make the mock behave as the server of a recorded run')
    .argument('<result>', 'a result.json that bench run wrote, with attempts.jsonl beside it')
    .option('--out <file>', 'where the profile goes, instead of profile.json beside the result')
    .option('--json', 'print the profile as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (path: string, flags: CalibrateFlags) => {
      const { calibrate } = await import('../calibrate/calibrate.ts');
      finish(await calibrate(path, flags, io));
    });
}
