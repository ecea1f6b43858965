import type { Command } from 'commander';
import { createMock } from '../../../mock-server/core/mock.ts';
import { latencies } from '../../../mock-server/latency/registry.ts';
import { startServer } from '../../../mock-server/server.ts';
import { createRealClock } from '../../clock/real.ts';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { listenForStop } from '../stop-signals.ts';
import { wholeNumber } from '../whole-number.ts';

interface MockFlags {
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
    .action(async (flags: MockFlags) => finish(await serve(flags, io)));
}

async function serve(flags: MockFlags, io: Io): Promise<number> {
  const plan = await planMock(toOptions(flags), flags.seed);
  const mock = createMock(plan, { clock: createRealClock({ spin: 1 }) });
  const server = await startServer(mock, { host: flags.host, port: flags.port });
  const stop = listenForStop(io, 'stopping');
  io.stdout.write(flags.json ? `${JSON.stringify({ url: server.url })}\n` : welcome(server.url));
  await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
  stop.dispose();
  await server.close();
  io.stderr.write(`served ${mock.state().requests} requests\n`);
  return EXIT_CODES.pass;
}

function welcome(url: string): string {
  return [
    `mock server on ${url}`,
    '',
    `  export ANTHROPIC_BASE_URL=${url} ANTHROPIC_API_KEY=mock`,
    `  export OPENAI_BASE_URL=${url}/v1 OPENAI_API_KEY=mock`,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

/** Flags as the options of a scenario's `mock({ … })`, so that both are checked by the same rules. */
function toOptions(flags: MockFlags): Record<string, unknown> {
  const { latency, curve, rpm, burst, rejectLatency, outputTokens } = flags;
  return {
    ...(latency !== undefined && { latency: parseLatency(latency) }),
    ...(curve !== undefined && { load: { kind: 'curve', points: parsePoints(curve) } }),
    ...((rpm ?? burst) !== undefined && {
      limits: { ...(rpm && { rpm: scalar(rpm) }), ...(burst && { burst: scalar(burst) }) },
    }),
    ...(rejectLatency !== undefined && { rejectLatency: scalar(rejectLatency) }),
    ...(outputTokens !== undefined && { outputTokens: scalar(outputTokens) }),
  };
}

/** `lognormal:2s,0.35`: the model, then its options in the order in which its definition lists them. */
function parseLatency(text: string): Record<string, unknown> {
  const [kind = '', list = ''] = text.split(':', 2);
  const names = Object.keys(latencies.get(kind)?.options ?? {});
  const values = list === '' ? [] : list.split(',');
  return {
    kind,
    ...Object.fromEntries(values.map((value, i) => [names[i] ?? `#${i + 1}`, scalar(value)])),
  };
}

function parsePoints(text: string): unknown[] {
  return text.split(',').map((point) => point.split(':').map(scalar));
}

/** A number where it is one; durations with a unit stay text. */
function scalar(text: string): number | string {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? text : value;
}
