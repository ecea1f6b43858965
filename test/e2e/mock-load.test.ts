import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { expect, it } from 'vitest';
import { tokensText } from '../../mock-server/api/filler.ts';
import type { MockState } from '../../mock-server/truth/state.ts';
import { startMockProcess } from '../../src/cli/mock-process.ts';
import { createRealClock } from '../../src/clock/real.ts';
import { aMockPlan } from '../helpers/mock-plan.ts';

const clock = createRealClock();

/** How long it takes to connect, and what comes back to one small request. */
async function knock(port: number): Promise<{ connected: number; reply: string }> {
  const begun = clock.now();
  const socket: Socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const connected = clock.now() - begun;
  socket.write('GET /__mock/health HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n\r\n');
  return { connected, reply: await text(socket) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/**
 * Connections that the system dropped because too many waited to be accepted: their clients send the
 * SYN again a second later. Counted by Linux alone, for all servers together.
 */
async function countDropped(): Promise<number | undefined> {
  const statistics = await readFile('/proc/net/netstat', 'utf8').catch(() => '');
  const [names = [], values = []] = [...statistics.matchAll(/^TcpExt: (.*)$/gm)].map(
    ([, line = '']) => line.split(' '),
  );
  const place = names.indexOf('ListenOverflows');
  return place < 0 ? undefined : Number(values[place]);
}

async function startBlocked(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(fileURLToPath(new URL('fixtures/blocked-server.ts', import.meta.url)));
  const [url] = (await once(child, 'message')) as [string];
  return { child, port: Number(new URL(url).port) };
}

interface Stream {
  readonly text: string;
  /** From the sending of the request to the arrival of each piece of text. */
  readonly arrivals: readonly number[];
}

const PIECE = '"delta":{"content":';

async function stream(
  url: string,
  item: number,
  max_tokens: number,
  dispatcher: Agent,
): Promise<Stream> {
  const sent = clock.now();
  const { body } = await request(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', 'x-bench-item': String(item) },
    body: JSON.stringify({
      model: 'm',
      stream: true,
      max_tokens,
      messages: [{ role: 'user', content: 'Hello, mock.' }],
    }),
    dispatcher,
  });
  const arrivals: number[] = [];
  let [text, rest] = ['', ''];
  for await (const chunk of body) {
    const at = clock.now() - sent;
    text += chunk;
    const pieces = (rest + chunk).split(PIECE);
    rest = (pieces.at(-1) ?? '').slice(1 - PIECE.length);
    for (const _ of pieces.slice(1)) arrivals.push(at);
  }
  return { text, arrivals };
}

/** What the pieces of a reply say together. */
function textOf(reply: string): string {
  return [...reply.matchAll(/"delta":\{"content":"([^"]*)"/g)].map(([, piece]) => piece).join('');
}

async function readRows(url: string): Promise<readonly Record<string, number>[]> {
  const { body } = await request(`${url}/__mock/requests`);
  const lines = (await body.text()).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

async function readState(url: string): Promise<MockState> {
  return (await (await request(`${url}/__mock/state`)).body.json()) as MockState;
}

it('takes 2 000 connections at once, without a SYN sent twice, while its loop stands still for 300 ms', async ({
  annotate,
}) => {
  const { child, port } = await startBlocked();
  child.send(300);
  await once(child, 'message');
  const before = await countDropped();
  const answers = await Promise.all(Array.from({ length: 2_000 }, () => knock(port)));
  const dropped = await countDropped();
  child.disconnect();
  const connects = answers.map(({ connected }) => connected);
  const [p50, max] = [quantile(connects, 0.5), quantile(connects, 1)];
  await annotate(`connect: p50 ${p50.toFixed(0)} ms, max ${max.toFixed(0)} ms`);
  expect(answers.filter(({ reply }) => reply.startsWith('HTTP/1.1 200 '))).toHaveLength(2_000);
  // Of 2 000 at a backlog of 511, three quarters.
  expect(dropped).toBe(before);
});

const INTERVAL = 50;
const EVENTS = 80;

it('sends 20 events a second to each of 1 000 clients, none too early and none the later for those before it', {
  timeout: 60_000,
}, async ({ annotate }) => {
  const interval = { kind: 'constant', options: { ms: INTERVAL } };
  const latency = {
    kind: 'phased',
    options: { headers: 0, base: 0, perInputToken: 0, ttft: interval, itl: interval },
  };
  const server = await startMockProcess(aMockPlan({ latency, outputTokens: EVENTS }));
  const agent = new Agent();
  // One a millisecond: all are open from the first second to the fourth.
  const open = async (item: number, tokens: number) => {
    await clock.sleep(item);
    return stream(server.url, item, tokens, agent);
  };
  const wave = (tokens: number) =>
    Promise.all(Array.from({ length: 1_000 }, (_, item) => open(item, tokens)));
  // A server that has just started compiles its code, and is up to 20 ms late meanwhile.
  await wave(20);
  await request(`${server.url}/__mock/reset`, { method: 'POST', body: '{}' });
  const idle = await readState(server.url);
  const streams = await wave(EVENTS);
  const state = await readState(server.url);
  const rows = await readRows(server.url);
  await agent.close();
  await server.close();
  const { p50, p99, max } = state.lateness_ms;
  const cpu = (state.cpu_ms ?? 0) - (idle.cpu_ms ?? 0);
  const seen = streams.flatMap(({ arrivals }) =>
    arrivals.map((at, index) => at - (index + 1) * INTERVAL),
  );
  const firsts = rows.map(({ t_start = 0, t_first_token = 0 }) => t_first_token - t_start);
  const ends = rows.map(({ t_start = 0, t_end = 0 }) => t_end - t_start);
  const early = (times: readonly number[], planned: number) => Math.min(...times) - planned;
  await annotate(
    `left the server late by p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, max ${max.toFixed(1)} ms; ` +
      `came to the client late by p50 ${quantile(seen, 0.5).toFixed(2)} ms, p99 ${quantile(seen, 0.99).toFixed(2)} ms; ` +
      `server: loop lag p99 ${state.loop_lag_ms.p99.toFixed(2)} ms, CPU ${cpu.toFixed(0)} ms ` +
      `in ${(state.now_ms - idle.now_ms).toFixed(0)} ms`,
  );
  expect(state).toMatchObject({ peak_in_flight: 1_000, outcomes: { ok: 1_000 } });
  for (const [item, { text, arrivals }] of streams.entries()) {
    expect(textOf(text)).toBe(tokensText(item, 1, EVENTS, 'plain'));
    expect(arrivals).toHaveLength(EVENTS);
  }
  // Clocks tell whole microseconds.
  expect(early(firsts, INTERVAL)).toBeGreaterThan(-0.002);
  expect(early(ends, EVENTS * INTERVAL)).toBeGreaterThan(-0.002);
  expect(early(seen, 0)).toBeGreaterThan(-0.002);
  // Each of 80 events would add to the lateness of those before it, if it were waited for from there on.
  expect(quantile(ends, 0.5) - EVENTS * INTERVAL).toBeLessThanOrEqual(max);
});
