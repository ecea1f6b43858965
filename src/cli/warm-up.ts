import type { AttemptWatch, Client } from '../core/client.ts';
import type { MockPlan } from '../core/mock-plan.ts';

const REQUESTS = 400;
const AT_ONCE = 20;

/** The same server without waits and limits. */
export function instantly(plan: MockPlan): MockPlan {
  const { concurrency: _, ramp: __, spend: ___, queue: ____, ...rest } = plan;
  return {
    ...rest,
    latency: { kind: 'constant', options: { ms: 0 } },
    load: { kind: 'none', options: {} },
    limits: [],
    faults: [],
  };
}

/**
 * Sends requests that nobody measures, so that the first strategy does not pay for the compilation of the code that
 * sends and serves.
 */
export async function warmUp(client: Client): Promise<void> {
  for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) await openSockets(client, AT_ONCE);
  await client.close();
}

/**
 * Opens a client's sockets by as many requests at once. A program opens them once and keeps them; a round of a second
 * would pay 1 % of its time for them.
 */
export async function openSockets(client: Client, count: number): Promise<void> {
  const { signal } = new AbortController();
  const send = (_: unknown, index: number) => {
    const item = { index, prompt: 'Warm up.', maxTokens: 16 };
    return client.send({ item, attempt: 0, watch: NOBODY, signal, onAbort() {} });
  };
  await Promise.all(Array.from({ length: count }, send));
}

/** Sockets that are opened before a round; a strategy that needs more opens them itself. */
const MOST_SOCKETS = 128;

/** @param width most attempts in flight; `undefined` = no bound */
export function socketsOf(width: number | undefined): number {
  return Math.min(width ?? MOST_SOCKETS, MOST_SOCKETS);
}

const NOBODY: AttemptWatch = { connected() {}, headers() {}, bytes() {}, token() {} };
