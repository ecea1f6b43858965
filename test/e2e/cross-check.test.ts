import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { createMockAdmin } from '../../src/cli/mock-admin.ts';
import { createClient } from '../../src/client/create-client.ts';
import { createRealClock } from '../../src/clock/real.ts';
import type { TargetPlan } from '../../src/core/plan.ts';
import { createRng } from '../../src/core/rng.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { crossCheck } from '../../src/runner/cross-check.ts';
import { runStrategy } from '../../src/runner/run-strategy.ts';
import { aHeldClock } from '../helpers/held-clock.ts';
import { serveMock } from '../helpers/mock-server.ts';
import { aWorkload, NO_RETRY } from '../helpers/strategy-run.ts';

const TARGET: TargetPlan = {
  kind: 'mock',
  api: 'anthropic',
  model: 'mock',
  client: 'http',
  freshClient: false,
  stream: false,
};

interface Reply {
  status: number;
  body: string;
}

/** Stands between client and mock server, and falsifies replies; an item may be asked twice behind the client's back. */
async function between(
  url: string,
  falsify: (item: number, reply: Reply) => Reply,
  twice?: number,
) {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) =>
        /^x-|^content-type|^a(?:nthropic|uthorization)/.test(name),
      ),
    ) as Record<string, string>;
    const item = Number(headers['x-bench-item']);
    const ask = () => fetch(url + request.url, { method: 'POST', headers, body });
    if (item === twice) await (await ask()).text();
    const reply = await ask();
    const told = falsify(item, { status: reply.status, body: await reply.text() });
    response.writeHead(told.status, { 'content-type': 'application/json' });
    response.end(told.body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Twenty requests over sockets, five at a time, and what client and server tell of them. */
async function checked(baseUrl: string, mockUrl: string, refused = 0) {
  const clock = createRealClock();
  const options = { baseUrl, key: 'mock', connections: 5, keepText: false };
  const client = await createClient(TARGET, { ...options, wall: () => clock.wall() });
  const { metrics, rows } = await runStrategy({
    clock,
    rng: createRng(1),
    client,
    strategy: workers.create({ size: 5 }),
    workload: aWorkload(20),
    retry: NO_RETRY,
    timeouts: {},
    streaming: false,
    round: 0,
    signal: new AbortController().signal,
    onStart() {},
    onSettled() {},
  });
  await client.close();
  expect(metrics.attempts).toMatchObject({ total: 20, ok: 20 - refused });
  return crossCheck(await createMockAdmin(mockUrl).read(), metrics, rows);
}

it('finds no difference between client and server over sockets', async () => {
  const { clock, release } = aHeldClock();
  await using mock = await serveMock({}, clock);
  const check = checked(mock.url, mock.url);
  await expect.poll(() => mock.mock.state().in_flight).toBe(5);
  release();
  const found = await check;
  expect(found).toMatchObject({
    requests: 20,
    peak_in_flight: 5,
    hidden_attempts: 0,
    statuses_differ: 0,
    tokens_differ: 0,
    faster_than_server: 0,
  });
  // Without rows that both know nothing would differ either.
  expect(found.overhead_p50_ms).toBeGreaterThanOrEqual(0);
});

it.each([
  {
    what: 'a status',
    refused: 1,
    falsify: (item: number, reply: Reply) => (item === 7 ? { ...reply, status: 503 } : reply),
    found: { hidden_attempts: 0, statuses_differ: 1, tokens_differ: 0 },
  },
  {
    what: 'a count of tokens',
    falsify: (item: number, { status, body }: Reply) => ({
      status,
      body:
        item === 7
          ? body.replace(/"output_tokens":(\d+)/, (_, n) => `"output_tokens":${Number(n) + 3}`)
          : body,
    }),
    found: { hidden_attempts: 0, statuses_differ: 0, tokens_differ: 1 },
  },
  {
    what: 'a request that was made twice',
    falsify: (_: number, reply: Reply) => reply,
    twice: 7,
    found: { requests: 21, hidden_attempts: 1, statuses_differ: 0, tokens_differ: 0 },
  },
])('finds $what that was falsified on the way', async ({ falsify, twice, refused, found }) => {
  await using mock = await serveMock();
  await using proxy = await between(mock.url, falsify, twice);
  expect(await checked(proxy.url, mock.url, refused)).toMatchObject(found);
});
