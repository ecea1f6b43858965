import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { startMockProcess } from '../mock-process.ts';
import type { CannedReply } from './http-load.ts';
import { createHttpLoad } from './http-load.ts';

const CONNECTIONS = 50;
/** Pairs of rounds, in the order ABBA. */
const PAIRS = 5;
/** Text pieces of a streamed reply: with the events around them 52 events. */
const TOKENS = 46;

/** What the mock server spends on a reply, beside a bare server that parses the request and sends the same bytes. */
export interface MockCostRow {
  readonly reply: 'json' | 'sse';
  readonly mock_us: number;
  readonly bare_us: number;
  readonly ratio: number;
  /** The ratio that it should not exceed. */
  readonly goal: number;
}

interface Arm {
  readonly url: string;
  /** Milliseconds since the process began. */
  cpu(): Promise<number>;
  close(): Promise<void>;
}

/**
 * CPU time a reply of the mock server, with its limits and its log on, as a multiple of the least that node:http takes.
 * Both run in processes of their own and are asked in turns.
 *
 * @param requests for each round
 */
export async function measureMockCost(requests: number): Promise<MockCostRow[]> {
  const rows: MockCostRow[] = [];
  rows.push(await compare('json', requests, 1.5));
  rows.push(await compare('sse', Math.ceil(requests / 4), 1.3));
  return rows;
}

async function compare(
  reply: MockCostRow['reply'],
  requests: number,
  goal: number,
): Promise<MockCostRow> {
  const load = createHttpLoad(CONNECTIONS, reply === 'sse');
  const mock = await startMock();
  const bare = await startBare(await load.once(mock.url));
  try {
    const spent = { mock: 0, bare: 0 };
    // Compiles both servers, and the client.
    for (const { url } of [mock, bare]) await load.run(url, requests);
    for (let pair = 0; pair < PAIRS; pair++) {
      for (const name of pair % 2 === 0 ? MOCK_FIRST : BARE_FIRST) {
        const arm = name === 'mock' ? mock : bare;
        const before = await arm.cpu();
        await load.run(arm.url, requests);
        spent[name] += (await arm.cpu()) - before;
      }
    }
    const perReply = (ms: number) => Math.round((ms * 1_000) / (PAIRS * requests));
    return {
      reply,
      mock_us: perReply(spent.mock),
      bare_us: perReply(spent.bare),
      ratio: Math.round((spent.mock / spent.bare) * 100) / 100,
      goal,
    };
  } finally {
    load.close();
    await Promise.all([mock.close(), bare.close()]);
  }
}

const MOCK_FIRST = ['mock', 'bare'] as const;
const BARE_FIRST = ['bare', 'mock'] as const;

async function startMock(): Promise<Arm> {
  const plan = await planMock(
    {
      latency: { kind: 'constant', ms: 0 },
      outputTokens: TOKENS,
      limits: { rpm: 60_000_000, otpm: 6_000_000_000 },
    },
    1,
  );
  const { url, close } = await startMockProcess(plan);
  return { url, cpu: () => readCpu(`${url}/__mock/state`), close };
}

async function startBare(reply: CannedReply): Promise<Arm> {
  const entry = new URL(`./bare-server${extname(import.meta.filename)}`, import.meta.url);
  const child = fork(fileURLToPath(entry), { windowsHide: true });
  const exited = once(child, 'exit');
  child.send(reply);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return {
    url,
    cpu: () => readCpu(`${url}/cpu`),
    async close() {
      child.disconnect();
      await exited;
    },
  };
}

async function readCpu(url: string): Promise<number> {
  const { cpu_ms } = (await (await fetch(url)).json()) as { cpu_ms: number };
  return cpu_ms;
}
