import type { HttpHandler } from 'msw/http';
import type { Mock } from '../mock-server/core/mock.ts';
import { createMock } from '../mock-server/core/mock.ts';
import { handlers } from '../mock-server/msw.ts';
import { createRealClock } from './clock/real.ts';
import type { MockOptions } from './scenario/target/mock.ts';
import { planMock } from './scenario/target/plan-mock.ts';

/** The provider behind a suite's requests. */
export interface MockProvider {
  /** For `setupServer(...handlers)` of `msw/node`. */
  readonly handlers: HttpHandler[];
  /** What it saw (`state()`, `rows()`), and ways to break it (`arm(…)`) or start anew (`reset()`). */
  readonly mock: Mock;
}

/**
 * The mock provider for a test suite, over msw and without a port. For functional tests of clients; it is no place to
 * measure, because msw costs more than a real loopback call.
 *
 * @param origin what the client's base URL points at; no server of this machine may serve it
 * @param options those of a scenario's `mock({ … })`
 * @throws {BenchError} USAGE with all mistakes in the options
 */
export async function mockProvider(
  origin: string,
  options: MockOptions = {},
): Promise<MockProvider> {
  const mock = createMock(await planMock({ ...options }, 1), { clock: createRealClock() });
  return { handlers: handlers(mock, origin), mock };
}
