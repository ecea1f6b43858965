import { createMock } from '../../mock-server/core/mock.ts';
import { latencies } from '../../mock-server/latency/registry.ts';
import { startServer } from '../../mock-server/server.ts';
import { createRealClock } from '../clock/real.ts';
import { planMock } from '../scenario/target/plan-mock.ts';
import type { MockFlags } from './commands/mock.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Io } from './io.ts';
import { listenForStop } from './stop-signals.ts';

/** Runs the mock server until somebody stops it. */
export async function serveMock(flags: MockFlags, io: Io): Promise<number> {
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
