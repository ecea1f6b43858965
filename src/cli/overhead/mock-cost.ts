import { once } from 'node:events';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { forkEntry } from '../entry.ts';
import { startMockProcess } from '../mock-process.ts';
import type { CostArm, CostRow } from './cost.ts';
import { compareCost } from './cost.ts';
import { firstMessage } from './first-message.ts';
import type { CannedReply } from './http-load.ts';
import { createHttpLoad } from './http-load.ts';

const CONNECTIONS = 50;
/** Text pieces of a streamed reply: with the events around them 52 events. */
const TOKENS = 46;

interface Server extends Pick<CostArm, 'cpu'> {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * CPU time a reply of the mock server, with its limits and its log on, as a multiple of the least that node:http takes,
 * and of what it takes without the log. All run in processes of their own, and two at a time are asked in turns.
 *
 * @param requests for each warm-up; a turn has a third of them
 */
export async function measureMockCost(requests: number): Promise<CostRow[]> {
  const json = { reply: 'json', requests } as const;
  const sse = { reply: 'sse', requests: Math.ceil(requests / 4) } as const;
  return [
    await compare({ ...json, beside: 'bare node:http', goal: 1.5 }, startBare),
    await compare({ ...sse, beside: 'bare node:http', goal: 1.3 }, startBare),
    await compare({ ...json, beside: 'mock without rows', goal: 1.05 }, () => startMock(0)),
  ];
}

async function compare(
  asked: Parameters<typeof compareCost>[0],
  startOther: (reply: CannedReply) => Promise<Server>,
): Promise<CostRow> {
  const load = createHttpLoad(CONNECTIONS, asked.reply === 'sse');
  const servers: Server[] = [];
  const armOf = async (starting: Promise<Server>): Promise<CostArm & Server> => {
    const server = await starting;
    servers.push(server);
    return { ...server, run: (count) => load.run(server.url, count) };
  };
  try {
    const mock = await armOf(startMock());
    const other = await armOf(startOther(await load.once(mock.url)));
    return await compareCost(asked, [mock, other]);
  } finally {
    load.close();
    await Promise.all(servers.map((server) => server.close()));
  }
}

/** @param rows of the truth that it keeps; as ever unless named */
async function startMock(rows?: number): Promise<Server> {
  const plan = await planMock(
    {
      latency: { kind: 'constant', ms: 0 },
      outputTokens: TOKENS,
      limits: { rpm: 60_000_000, otpm: 6_000_000_000 },
    },
    1,
  );
  const { url, close } = await startMockProcess(plan, rows);
  return { url, cpu: () => readCpu(`${url}/__mock/state`), close };
}

async function startBare(reply: CannedReply): Promise<Server> {
  const child = forkEntry('src/cli/overhead/bare-server', { windowsHide: true });
  const exited = once(child, 'exit');
  child.send(reply);
  const { url } = await firstMessage<{ url: string }>(child, 'the bare server');
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
