import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { wholeNumber } from '../whole-number.ts';

/** Flags as commander reads them. */
export interface MockFlags {
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly latency?: string;
  readonly curve?: string;
  readonly rpm?: string;
  readonly burst?: string;
  readonly rejectLatency?: string;
  readonly outputTokens?: string;
  readonly json?: true;
}

const HELP_EXAMPLES = `
Examples:
  bench mock --port 4010 --rpm 50 --burst 5
  bench mock --latency constant:300ms
  bench mock --curve 1:82,10:110,20:120,50:180

Any client works: point its base URL at the printed address; any non-empty key is accepted.
`;

export function addMockCommand(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('mock')
    .description('run the mock server by itself: Anthropic Messages and OpenAI Chat Completions')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 = any free one', wholeNumber, 0)
    .option('--seed <n>', 'seed of the service times', wholeNumber, 1)
    .option('--latency <model>', 'service time, for example lognormal:2s,0.35 or constant:82ms')
    .option('--curve <points>', 'milliseconds by requests in service: 1:82,10:110,50:180')
    .option('--rpm <n>', 'requests per minute; above it 429')
    .option('--burst <n>', 'requests at once after a pause, instead of a whole minute')
    .option('--reject-latency <time>', 'how long a refusal takes')
    .option('--output-tokens <n>', 'tokens of a reply, before max_tokens cuts them')
    .option('--json', 'print the address as JSON')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (flags: MockFlags) => {
      // Loaded on use: `bench --help` needs no server.
      const { serveMock } = await import('../serve-mock.ts');
      finish(await serveMock(flags, io));
    });
}
