import process from 'node:process';
import { createPacedClock } from '../src/clock/paced.ts';
import type { Pacing } from '../src/core/health.ts';
import type { MockPlan } from '../src/core/mock-plan.ts';
import { createMock } from './core/mock.ts';
import { startServer } from './server.ts';

/** The one message that the parent sends. */
interface StartMessage {
  readonly plan: MockPlan;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Of the package. */
  readonly version?: string;
  /** How many rows of the truth are kept; see `createMock`. */
  readonly rows?: number;
}

/** The one message that comes back. */
type StartedMessage =
  | { readonly url: string; readonly pacing: Pacing }
  | { readonly error: string };

/** User and system, in milliseconds. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function start({ plan, host, port, ...about }: StartMessage): Promise<StartedMessage> {
  try {
    const paced = createPacedClock('auto');
    const mock = createMock(plan, { ...paced, ...about, cpu });
    const { url } = await startServer(mock, { host, port });
    return { url, pacing: paced.pacing.mode };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

// A parent that dies closes the channel: the server never outlives it.
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
process.once('message', (message: StartMessage) => {
  void start(message).then((started) => process.send?.(started));
});
