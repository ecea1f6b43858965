import { createMock } from '../../mock-server/core/mock.ts';
import type { Preset } from '../../mock-server/presets.ts';
import { presets } from '../../mock-server/presets.ts';
import { startServer } from '../../mock-server/server.ts';
import { hashPlan } from '../../mock-server/truth/admin.ts';
import { createRealClock } from '../clock/real.ts';
import type { MockPlan } from '../core/mock-plan.ts';
import { planMock } from '../scenario/target/plan-mock.ts';
import type { MockFlags } from './commands/mock.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Io } from './io.ts';
import { readMockOptions } from './mock-options.ts';
import { showMockStatus, totals } from './mock-status.ts';
import { listenForStop } from './stop-signals.ts';

/** How long replies may go on when somebody stops the server. */
const GRACE = 5_000;

/** Runs the mock server until somebody stops it, or prints what it could be. */
export async function serveMock(flags: MockFlags, io: Io): Promise<number> {
  if (flags.listPresets) {
    io.stdout.write(listPresets());
    return EXIT_CODES.pass;
  }
  const plan = await planMock(await readMockOptions(flags), flags.seed);
  if (flags.printConfig) io.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  else await serve(plan, flags, io);
  return EXIT_CODES.pass;
}

async function serve(plan: MockPlan, flags: MockFlags, io: Io): Promise<void> {
  const { host, port, backlog } = flags;
  const mock = createMock(plan, { clock: createRealClock({ spin: 1 }) });
  const server = await startServer(mock, { host, port, backlog });
  const stop = listenForStop(io, 'stopping when all replies are complete; once more to quit now');
  io.stdout.write(flags.json ? `${describe(server.url, plan)}\n` : welcome(server.url));
  const hideStatus = showMockStatus(mock, io);
  await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
  hideStatus();
  await server.close(GRACE);
  stop.dispose();
  io.stderr.write(`${totals(mock.state())}\n`);
}

function describe(url: string, plan: MockPlan): string {
  const { seed } = plan;
  return JSON.stringify({ url, pid: process.pid, seed, config_hash: hashPlan(plan) });
}

function listPresets(): string {
  const width = Math.max(...Object.keys(presets).map((name) => name.length));
  return Object.entries<Preset>(presets)
    .map(([name, { summary }]) => `${name.padEnd(width)}  ${summary}\n`)
    .join('');
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
