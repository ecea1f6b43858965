import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { wholeNumber } from '../whole-number.ts';

const HELP_EXAMPLES = `
Examples:
  bench overhead
  bench overhead --requests 1000000 --json
`;

export function addOverheadCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('overhead')
    .description('measure what the harness itself costs on this machine')
    .option('--requests <n>', 'simulated requests for each row', wholeNumber, 200_000)
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async ({ requests, json }: { requests: number; json?: true }) => {
      const { showOverhead } = await import('../overhead/overhead.ts');
      finish(await showOverhead({ requests, json: json === true }, io));
    });
}
