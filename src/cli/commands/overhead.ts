import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { wholeNumber } from '../whole-number.ts';

interface OverheadFlags {
  readonly requests?: number;
  readonly mock?: true;
  readonly http?: true;
  readonly json?: boolean;
}

const SIMULATED_REQUESTS = 200_000;

/** Over sockets. */
const REQUESTS_A_WARM_UP = 4_000;

const HELP_EXAMPLES = `
Examples:
  bench overhead
  bench overhead --requests 1000000 --json
  bench overhead --mock         CPU of the mock server, beside a bare server
  bench overhead --http         CPU of a request, beside undici and autocannon
`;

export function addOverheadCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('overhead')
    .description('measure what the harness itself costs on this machine')
    .option(
      '--requests <n>',
      'simulated ones for each row, 200000 unless named; over sockets, those of a warm-up, 4000 unless named, a third of them for each turn',
      wholeNumber,
    )
    .option(
      '--mock',
      "measure the mock server's CPU a reply instead, beside a bare node:http server that sends the same bytes, each " +
        'event of a stream by itself; ends with 10 above its goals',
    )
    .option(
      '--http',
      'measure the CPU of a request over sockets instead, beside other clients; ends with 10 above its goals',
    )
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async ({ requests, mock, http, json = false }: OverheadFlags) => {
      if (http || mock) {
        const { showCost } = await import('../overhead/show-cost.ts');
        const options = { requests: requests ?? REQUESTS_A_WARM_UP, json };
        finish(await showCost(http ? 'http' : 'mock', options, io));
        return;
      }
      const { showOverhead } = await import('../overhead/overhead.ts');
      finish(await showOverhead({ requests: requests ?? SIMULATED_REQUESTS, json }, io));
    });
}
