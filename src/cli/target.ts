import { connect as openSocket } from 'node:net';
import { createClient } from '../client/create-client.ts';
import type { Client } from '../core/client.ts';
import type { Clock } from '../core/clock.ts';
import { BenchError } from '../core/errors.ts';
import type { TargetPlan } from '../core/plan.ts';
import type { TruthSource } from '../core/truth.ts';
import type { Io } from './io.ts';
import { createMockAdmin } from './mock-admin.ts';
import { startMockProcess } from './mock-process.ts';

/** Longest wait for a server to accept a connection before a run. */
const REACHABLE_WITHIN = 5_000;

/** A target that is there and can be asked. */
export interface OpenTarget {
  connect(connections: number | undefined): Promise<Client>;
  readonly truth?: TruthSource;
  close(): Promise<void>;
}

/**
 * Starts the mock, or makes sure that the API is there and its key known, before anything is sent.
 *
 * @throws {BenchError} KEY_MISSING, TARGET_UNREACHABLE, MOCK_FAILED
 */
export async function openTarget(
  target: TargetPlan,
  { io, clock, keepText }: { io: Io; clock: Clock; keepText: boolean },
): Promise<OpenTarget> {
  const clientFor = (baseUrl: string, key: string | undefined) => (connections?: number) =>
    createClient(target, { baseUrl, key, connections, keepText, wall: () => clock.wall() });

  if (target.mock) {
    const mock = await startMockProcess(target.mock);
    return {
      connect: clientFor(mock.url, 'mock'),
      truth: createMockAdmin(mock.url),
      close: () => mock.close(),
    };
  }
  const key = keyFrom(io, target.keyVariable);
  const { baseUrl } = target;
  if (baseUrl === undefined) throw new Error('a target without a mock has a base URL');
  await assertReachable(baseUrl);
  return { connect: clientFor(baseUrl, key), close: async () => {} };
}

function keyFrom({ env }: Io, variable: string | undefined): string | undefined {
  if (variable === undefined) return undefined;
  const key = env[variable]?.trim();
  if (key) return key;
  throw new BenchError('KEY_MISSING', `${variable} is not set; nothing was sent.`, {
    hint: `export ${variable}=… with your API key, or use mock() as the target.`,
  });
}

async function assertReachable(baseUrl: string): Promise<void> {
  const { hostname, port, protocol } = new URL(baseUrl);
  const address = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = openSocket({ ...address, timeout: REACHABLE_WITHIN });
  socket.once('connect', resolve);
  socket.once('error', reject);
  socket.once('timeout', () => reject(new Error(`no answer within ${REACHABLE_WITHIN} ms`)));
  try {
    await promise;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new BenchError('TARGET_UNREACHABLE', `${baseUrl} is not reachable: ${why}.`, {
      hint: 'check the URL and the network; for a local stand-in start one with `bench mock`.',
      cause,
    });
  } finally {
    socket.destroy();
  }
}
