import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { EndpointGroup } from '../../../mock-server/api/endpoint-groups.ts';
import { ENDPOINT_GROUPS } from '../../../mock-server/api/endpoint-groups.ts';
import type { Pacing } from '../../core/health.ts';
import { PACINGS } from '../../core/health.ts';
import type { Io } from '../io.ts';
import type { ModelFlags } from '../mock-flags.ts';
import type { LogLevel } from '../mock-log.ts';
import { LOG_LEVELS } from '../mock-log.ts';
import { portNumber, wholeNumber } from '../whole-number.ts';

/** Flags as commander reads them. */
export interface MockFlags extends ModelFlags {
  readonly host: string;
  readonly port: number;
  readonly backlog: number;
  readonly api: readonly EndpointGroup[];
  readonly precision: Pacing;
  readonly truthRows?: number;
  /** False with `--no-admin`. */
  readonly admin: boolean;
  readonly adminToken?: string;
  readonly log: LogLevel;
  readonly seed: number;
  readonly config?: string;
  readonly listPresets?: true;
  readonly printConfig?: true;
  readonly json?: true;
}

const HELP_EXAMPLES = `
Examples:
  bench mock --port 4010 --rpm 50 --burst 5
  bench mock --preset anthropic-tier1 --preset article-curve
  bench mock --ttft 500ms --itl lognormal:20ms,0.5 --output-tokens 200
  bench mock --latency lognormal:median=2s,sigma=0.3 --slots 32 --max-wait 10s
  bench mock --fault 529:0.01 --fault reset,nth=3

On the command line a <model> is a number, a duration or a distribution:
lognormal:2s,0.35, uniform:30,300, gamma:1s,0.5. Presets come first, then
--config, then flags. Any client works: point its base URL at the printed
address; any non-empty key is accepted.
`;

/** What the server does, in groups; the values are checked like those of a scenario. */
const MODEL_FLAGS: readonly (readonly [group: string, flags: string, summary: string])[] = [
  ['Replies', '--latency <model>', 'service time; lognormal:2s,0.35 without any other'],
  ['Replies', '--ttft, --time-to-first-token <model>', 'time to first token, instead of --latency'],
  ['Replies', '--itl, --inter-token-latency <model>', 'time between tokens, with --ttft'],
  ['Replies', '--per-input-token <time>', 'added to the time to first token per input token'],
  ['Replies', '--output-tokens <model>', 'tokens of a reply, before max_tokens cuts them'],
  ['Replies', '--thinking <model>', 'tokens of thinking before the text'],
  ['Replies', '--tokens-per-event <model>', 'tokens in one event of a stream'],
  ['Replies', '--pings <time>', 'time between pings in a stream'],
  ['Load', '--curve <points>', 'milliseconds by requests in service: 1:82,10:110,50:180'],
  ['Load', '--curve-sampling <when>', 'shared, or arrival: fixed when service begins'],
  ['Load', '--slots <n>', 'requests in service at the same time'],
  ['Load', '--max-waiting <n>', 'requests that may wait for a slot'],
  ['Load', '--max-wait <time>', 'longest wait for a slot'],
  ['Load', '--when-full <status>', '529, 503 or 429 for a request that finds no place'],
  ['Load', '--discipline <order>', 'fifo, lifo or priority'],
  ['Limits', '--rpm <n>', 'requests per minute'],
  ['Limits', '--rpd <n>', 'requests per day'],
  ['Limits', '--itpm <n>', 'input tokens per minute'],
  ['Limits', '--otpm <n>', 'output tokens per minute'],
  ['Limits', '--tpm <n>', 'tokens per minute'],
  ['Limits', '--burst <n>', 'requests at once after a pause, instead of a whole minute'],
  ['Limits', '--max-concurrent <n>', 'requests at the same time'],
  ['Limits', '--spend-cap <usd>', 'budget that does not come back'],
  ['Limits', '--ramp [factor]', 'growth of requests from minute to minute; 2 unless named'],
  ['Limits', '--limit-algorithm <name>', 'token-bucket, fixed-window, sliding-log, …'],
  ['Limits', '--accounting <rule>', 'output tokens by actual use, or reserve by max_tokens'],
  ['Limits', '--headers <dialect>', 'anthropic, openai, azure, azure-gaps or none'],
  ['Limits', '--retry-after <rule>', 'exact-ceil, ms, date, none, fixed:5s, factor:0.5, staggered'],
  ['Limits', '--reject-ms, --reject-latency <model>', 'how long a refusal takes'],
  ['Batches', '--batch-delay <time>', 'until a batch is worked on'],
  ['Batches', '--batch-throughput <n>', 'requests of a batch per second'],
  ['Batches', '--batch-time-scale <n>', 'what all durations of batches are divided by'],
];

/** Reads `anthropic,batches`. */
function endpointGroups(text: string): readonly EndpointGroup[] {
  const groups = text.split(',');
  return groups.map((name) => {
    const known = ENDPOINT_GROUPS.find((group) => group === name);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(`Known are ${ENDPOINT_GROUPS.join(', ')}.`);
  });
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

export function addMockCommand(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command('mock')
    .description('run the mock server by itself: Anthropic Messages and OpenAI Chat Completions')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 = any free one', portNumber, 0)
    .option('--backlog <n>', 'connections that may wait to be accepted', wholeNumber, 8_192)
    .option('--seed <n>', 'seed of all draws', wholeNumber, 1)
    .option('--preset <name>', 'start from a ready-made server; repeatable, later wins', collect)
    .option('--list-presets', 'print the presets')
    .option('--profile <file>', 'behave as a recorded server: what bench calibrate wrote')
    .option('--config <file>', 'options of mock({ … }) as JSON')
    .option('--print-config', 'print what the server would work with, as JSON')
    .option('--json', 'print the address as JSON')
    .option('--api <list>', 'endpoints that are there', endpointGroups, ENDPOINT_GROUPS)
    .option('--truth-rows <n>', 'requests that /__mock/requests keeps; 0 = none', wholeNumber)
    .option('--no-admin', 'no endpoints below /__mock/')
    .option('--admin-token <token>', 'lets other machines use /__mock/ with this bearer token')
    .addOption(
      new Option(
        '--precision <how>',
        'spin: on time, polls for the last millisecond; timer: sleeps; tick: once a millisecond; ' +
          'auto: spin, and tick above 10,000 events a second',
      )
        .choices(PACINGS)
        .default('auto'),
    )
    .addOption(
      new Option('--log <what>', 'a line on stderr for each request')
        .choices(LOG_LEVELS)
        .default('none'),
    );
  for (const [group, flags, summary] of MODEL_FLAGS) {
    command.optionsGroup(`${group}:`).option(flags, summary);
  }
  command
    .optionsGroup('Limits:')
    .option('--count-rejected', 'refused requests count, too')
    .optionsGroup('Replies:')
    .option('--padding', 'blanks of random number in events of Anthropic streams')
    .option('--obfuscation', 'a random string in chunks of OpenAI streams')
    .optionsGroup('Faults:')
    .option('--fault <fault>', 'what goes wrong on purpose: 529:0.01, or reset,nth=3', collect)
    .option('--failure-injection-rate <percent>', 'requests that fail, as llm-d-inference-sim does')
    .option('--failure-types <list>', 'rate_limit,server_error,…; all unless named')
    .addHelpText('after', HELP_EXAMPLES)
    .action(async (flags: MockFlags) => {
      // Loaded on use: `bench --help` needs no server.
      const { serveMock } = await import('../serve-mock.ts');
      finish(await serveMock(flags, io));
    });
}
