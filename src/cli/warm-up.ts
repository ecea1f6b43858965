import type { AttemptWatch, Client } from '../core/client.ts';
import type { MockPlan } from '../core/mock-plan.ts';

const REQUESTS = 400;
const AT_ONCE = 20;

/** The same server without waits and limits. */
export function instantly({ latency: _, ...plan }: MockPlan): MockPlan {
  return {
    ...plan,
    latency: { kind: 'constant', options: { ms: 0 } },
    load: { kind: 'none', options: {} },
    limits: [],
  };
}

/**
 * Sends requests that nobody measures, so that the first strategy does not pay for the compilation of the code that
 * sends and serves. Its own client's sockets are closed again: opening them is part of what a strategy costs.
 */
export async function warmUp(client: Client): Promise<void> {
  const { signal } = new AbortController();
  let sent = 0;
  const worker = async () => {
    while (sent < REQUESTS) {
      const item = { index: sent++, prompt: 'Warm up.', maxTokens: 16 };
      await client.send({ item, attempt: 0, watch: NOBODY, signal, onAbort() {} });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await client.close();
}

const NOBODY: AttemptWatch = { connected() {}, headers() {}, bytes() {}, token() {} };
