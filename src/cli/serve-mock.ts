import { createMock } from '../../mock-server/core/mock.ts';
import type { Preset } from '../../mock-server/presets.ts';
import { presets } from '../../mock-server/presets.ts';
import type { ServerOptions } from '../../mock-server/server.ts';
import { startServer } from '../../mock-server/server.ts';
import { hashPlan } from '../../mock-server/truth/admin.ts';
import { wholeBlocks } from '../../mock-server/truth/rows.ts';
import { createPacedClock } from '../clock/paced.ts';
import type { Clock } from '../core/clock.ts';
import type { MockPlan } from '../core/mock-plan.ts';
import { planMock } from '../scenario/target/plan-mock.ts';
import type { MockFlags } from './commands/mock.ts';
import { toolVersion } from './environment.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Io } from './io.ts';
import { readMockConfig } from './mock-config.ts';
import { isLogged, logLine } from './mock-log.ts';
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
  const mock = createMock(plan, optionsOf(flags));
  const server = await startServer(mock, hostOptionsOf(flags, mock.clock, io));
  const stop = listenForStop(io, 'stopping when all replies are complete; once more to quit now');
  io.stdout.write(flags.json ? `${describe(server.url, plan)}\n` : welcome(server.url));
  const hideStatus = flags.log === 'none' ? showMockStatus(mock, io) : () => {};
  await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
  hideStatus();
  await server.close(GRACE);
  stop.dispose();
  io.stderr.write(`${totals(mock.state())}\n`);
}

function optionsOf({ api, precision, truthRows }: MockFlags) {
  return {
    ...createPacedClock(precision),
    version: toolVersion(),
    readConfig: readMockConfig,
    cpu,
    served: api,
    ...(truthRows === undefined ? {} : { rows: wholeBlocks(truthRows) }),
  };
}

function hostOptionsOf(flags: MockFlags, clock: Clock, { stderr }: Io): ServerOptions {
  const { host, port, backlog, admin, adminToken, log } = flags;
  return {
    host,
    port,
    backlog,
    admin: { closed: !admin, ...(adminToken === undefined ? {} : { token: adminToken }) },
    onReply(reply) {
      if (isLogged(reply, log)) stderr.write(`${logLine(reply, clock.wall())}\n`);
    },
  };
}

/** User and system, in milliseconds. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
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
