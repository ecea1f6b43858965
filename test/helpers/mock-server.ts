import type { Mock } from '../../mock-server/core/mock.ts';
import { createMock } from '../../mock-server/core/mock.ts';
import { startServer } from '../../mock-server/server.ts';
import { createRealClock } from '../../src/clock/real.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { aMockPlan } from './mock-plan.ts';

export interface ServedMock extends AsyncDisposable {
  readonly mock: Mock;
  readonly url: string;
}

/**
 * A mock behind real sockets, closed when its scope ends. Replies take 5 ms unless the plan says
 * otherwise.
 */
export async function serveMock(
  changes: Partial<MockPlan> = {},
  clock: Clock = createRealClock(),
): Promise<ServedMock> {
  const latency = { kind: 'constant', options: { ms: 5 } };
  const mock = createMock(aMockPlan({ latency, ...changes }), { clock });
  const server = await startServer(mock);
  return { mock, url: server.url, [Symbol.asyncDispose]: () => server.close() };
}
