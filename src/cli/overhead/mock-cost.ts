import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { startMockProcess } from '../mock-process.ts';
import type { CostArm, CostRow } from './cost.ts';
import { compareCost } from './cost.ts';
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
 * CPU time a reply of the mock server, with its limits and its log on, as a multiple of the least that node:http takes.
 * Both run in processes of their own and are asked in turns.
 *
 * @param requests for each round
 */
export async function measureMockCost(requests: number): Promise<CostRow[]> {
  return [await compare('json', requests, 1.5), await compare('sse', Math.ceil(requests / 4), 1.3)];
}

async function compare(reply: CostRow['reply'], requests: number, goal: number): Promise<CostRow> {
  const load = createHttpLoad(CONNECTIONS, reply === 'sse');
  const mock = await startMock();
  const bare = await startBare(await load.once(mock.url));
  const armOf = ({ url, cpu }: Server): CostArm => ({ cpu, run: (count) => load.run(url, count) });
  try {
    return await compareCost({ reply, beside: 'bare node:http', goal, requests }, [
      armOf(mock),
      armOf(bare),
    ]);
  } finally {
    load.close();
    await Promise.all([mock.close(), bare.close()]);
  }
}

async function startMock(): Promise<Server> {
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

async function startBare(reply: CannedReply): Promise<Server> {
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
