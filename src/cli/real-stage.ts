import { createClient, createReader, createSocketBatches } from '../client/create-client.ts';
import { createRealClock } from '../clock/real.ts';
import type { BatchClient } from '../core/batches.ts';
import type { Client } from '../core/client.ts';
import { BenchError } from '../core/errors.ts';
import type { MockHost } from '../core/health.ts';
import type { Item } from '../core/item.ts';
import type { MockPlan } from '../core/mock-plan.ts';
import type { TargetPlan } from '../core/plan.ts';
import type { ForeignWire, OpenRound, RoundNeeds, Stage } from '../runner/stage.ts';
import type { Io } from './io.ts';
import { machineTime } from './machine-time.ts';
import { createMockAdmin } from './mock-admin.ts';
import { startMockProcess } from './mock-process.ts';
import { processUsage } from './process-usage.ts';
import { assertReachable } from './reachable.ts';
import { instantly, openSockets, socketsOf, warmUp } from './warm-up.ts';

/** Where the target is, and the key that it wants. */
export interface Address {
  readonly baseUrl: string;
  readonly key: string | undefined;
}

export interface RealStageOptions {
  readonly io: Io;
  /** Whether outcomes carry the answer's text. */
  readonly keepText: boolean;
}

/** The real clock and real sockets. Close it, so that no mock server outlives the run. */
export interface RealStage extends Stage {
  readonly address: Address;
  close(): Promise<void>;
}

/**
 * Starts the mock, or makes sure that the API is there and its key known, before anything is sent.
 *
 * @throws {BenchError} KEY_MISSING, TARGET_UNREACHABLE, MOCK_FAILED
 */
export async function openRealStage(
  target: TargetPlan,
  { io, keepText }: RealStageOptions,
): Promise<RealStage> {
  const clock = createRealClock();
  const wall = () => clock.wall();
  const clientFor = (baseUrl: string, key: string | undefined, connections: number | undefined) =>
    createClient(target, { baseUrl, key, connections, keepText, wall });
  const batchesFor = (baseUrl: string, key: string | undefined) =>
    createSocketBatches(target, { baseUrl, key, connections: undefined, keepText, wall });
  const wireTo = (baseUrl: string, key: string | undefined): ForeignWire => ({
    baseUrl: baseUrl.replace(/\/+$/, '').replace(/\/v1$/, ''),
    host: new URL(baseUrl).host,
    fetch: globalThis.fetch,
    labelled: target.kind === 'mock',
    createReader: createReader(target, { key, keepText, wall }),
  });
  const server = target.mock
    ? await openMock(target.mock, target, { clientFor, wireTo, batchesFor })
    : await openApi(target, io, { clientFor, wireTo, batchesFor });
  return {
    clockKind: 'real',
    wall,
    usage: processUsage,
    machineTime,
    onClock: async (_seed, round) => ({ value: await round(clock) }),
    ...server,
  };
}

type ClientFor = (
  baseUrl: string,
  key: string | undefined,
  connections: number | undefined,
) => ReturnType<typeof createClient>;

interface Server {
  readonly address: Address;
  readonly mock?: MockHost;
  readonly lost?: AbortSignal;
  open(needs: RoundNeeds): Promise<OpenRound>;
  close(): Promise<void>;
}

/** What a target at an address is asked through. */
interface Makers {
  readonly clientFor: ClientFor;
  wireTo(baseUrl: string, key: string | undefined): ForeignWire;
  batchesFor(
    baseUrl: string,
    key: string | undefined,
  ): Promise<{ readonly batches: BatchClient; close(): Promise<void> }>;
}

/** A round's client, and its batch API where the round needs one. */
async function openRound(
  client: Client,
  wire: ForeignWire,
  batchApi: Awaited<ReturnType<Makers['batchesFor']>> | undefined,
): Promise<OpenRound> {
  return {
    client,
    wire,
    ...(batchApi && { batches: batchApi.batches }),
    async close() {
      await Promise.all([client.close(), batchApi?.close()]);
    },
  };
}

async function openMock(
  plan: MockPlan,
  { freshClient }: TargetPlan,
  { clientFor, wireTo, batchesFor }: Makers,
): Promise<Server> {
  const mock = await startMockProcess(plan);
  const admin = createMockAdmin(mock.url);
  try {
    await admin.configure(instantly(plan));
    await warmUp(await clientFor(mock.url, 'mock', undefined));
    await admin.configure(plan);
  } catch (error) {
    await mock.close();
    throw error;
  }
  return {
    address: { baseUrl: mock.url, key: 'mock' },
    mock: { host: 'http', pacing: mock.pacing },
    lost: mock.lost,
    async open({ seed, connections, batches, foretells, prepare }) {
      const client = await clientFor(mock.url, 'mock', connections);
      await admin.configure(instantly(plan));
      if (!freshClient) await openSockets(client, socketsOf(connections));
      await prepare?.();
      await admin.configure(plan);
      await admin.reset(seed);
      const batchApi = batches ? await batchesFor(mock.url, 'mock') : undefined;
      const round = await openRound(client, wireTo(mock.url, undefined), batchApi);
      const foretell = foretells ? await foreteller({ ...plan, seed }) : undefined;
      return {
        ...round,
        ...(foretell && { foretell }),
        truth: () => admin.read(),
        reset: () => admin.reset(seed),
      };
    },
    close: () => mock.close(),
  };
}

/** Loaded on use: it is a part of the mock server, which is a process of its own here. */
async function foreteller(plan: MockPlan): Promise<(item: Item) => number> {
  const { createForeteller } = await import('../../mock-server/core/foretell.ts');
  return createForeteller(plan);
}

async function openApi(
  { baseUrl, keyVariable }: TargetPlan,
  io: Io,
  { clientFor, wireTo, batchesFor }: Makers,
): Promise<Server> {
  if (baseUrl === undefined) throw new Error('a target without a mock has a base URL');
  const key = keyVariable === undefined ? undefined : keyFrom(io, keyVariable);
  await assertReachable(baseUrl);
  return {
    address: { baseUrl, key },
    async open({ connections, batches, prepare }) {
      const client = await clientFor(baseUrl, key, connections);
      await prepare?.();
      const batchApi = batches ? await batchesFor(baseUrl, key) : undefined;
      return openRound(client, wireTo(baseUrl, key), batchApi);
    },
    close: async () => {},
  };
}

/** @throws {BenchError} KEY_MISSING */
export function keyFrom({ env }: Pick<Io, 'env'>, variable: string): string {
  const key = env[variable]?.trim();
  if (key) return key;
  throw new BenchError('KEY_MISSING', `${variable} is not set; nothing was sent.`, {
    hint: `export ${variable}=… with your API key, or use mock() as the target.`,
  });
}
