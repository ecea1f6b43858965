import process from 'node:process';
import { createRealClock } from '../src/clock/real.ts';
import { BenchError } from '../src/core/errors.ts';
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
type StartedMessage = { readonly url: string } | { readonly error: string; readonly hint?: string };

async function start({ plan, host, port }: StartMessage): Promise<StartedMessage> {
  try {
    const { url } = await startServer(createMock(plan, { clock: createRealClock() }), {
      host,
      port,
    });
    return { url };
  } catch (error) {
    if (error instanceof BenchError && error.hint !== undefined) {
      return { error: error.message, hint: error.hint };
    }
    return { error: String(error) };
  }
}

// A parent that dies closes the channel: the server never outlives it.
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
process.once('message', (message: StartMessage) => {
  void start(message).then((started) => process.send?.(started));
});
