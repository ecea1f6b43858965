import process from 'node:process';
import { createRealClock } from '../src/clock/real.ts';
import type { MockPlan } from '../src/core/mock-plan.ts';
import { createMock } from './core/mock.ts';
import { startServer } from './server.ts';

/** The one message that the parent sends. */
interface StartMessage {
  readonly plan: MockPlan;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
}

/** The one message that comes back. */
type StartedMessage = { readonly url: string } | { readonly error: string };

/** User and system, in milliseconds. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function start({ plan, host, port }: StartMessage): Promise<StartedMessage> {
  try {
    const mock = createMock(plan, { clock: createRealClock({ spin: 1 }), cpu });
    const { url } = await startServer(mock, { host, port });
    return { url };
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
