import type { Command } from 'commander';
import type { CheckFlags } from '../check-result.ts';
import { failOnOption } from '../compare/options.ts';
import type { Io } from '../io.ts';

const HELP_EXAMPLES = `
Thresholds are a file's default export: limits by metric, or a scenario that has
some.
  export default { latency: ['p95 < 800ms', 'p99 < 3s'], errors: 'rate < 1%' };

Examples:
  bench check reports/my/20260131T120000123Z/result.json --thresholds limits.ts
  bench check result.json --thresholds limits.json --json
  bench check new.json --thresholds limits.ts --baseline old.json
  bench check result.json                       the thresholds that it ran with

Exit codes:
  0 all hold · 2 mistake in a flag or a file · 10 one failed
  11 one regressed · 12 no data, or the run is invalid or partial
  13 no evidence, with --fail-on inconclusive
`;

export function addCheckCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('check')
    .description('hold a stored result against thresholds, without running anything')
    .argument('<result>', 'a result.json that bench run wrote')
    .option('--thresholds <file>', 'a .ts, .mts, .js, .mjs or .json file, instead of its own')
    .option('--baseline <file>', 'a stored baseline or result.json, for thresholds with a baseline')
    .addOption(failOnOption())
    .option('--json', 'print the verdict and every threshold as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (path: string, flags: CheckFlags) => {
      const { checkResult } = await import('../check-result.ts');
      finish(await checkResult(path, flags, io));
    });
}
