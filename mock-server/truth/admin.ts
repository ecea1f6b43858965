import type { Clock } from '../../src/core/clock.ts';
import { BenchError } from '../../src/core/errors.ts';
import type { FaultPlan } from '../../src/core/fault-plan.ts';
import type { Pacing } from '../../src/core/health.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { hashText } from '../../src/core/rng.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Exchange } from '../core/call.ts';
import type { Host, MockRequest, ReplySink } from '../core/sink.ts';
import { readFault } from '../faults/read-fault.ts';
import { renderMetrics } from './metrics.ts';
import type { Row } from './rows.ts';
import type { MockState } from './state.ts';
import { rowToJson } from './state.ts';

export interface ResetOptions {
  /** @default the seed so far */
  readonly seed?: number;
  /**
   * Whether to reset while requests are in flight; they go on, and the new truth does not know
   * them.
   *
   * @default false
   */
  readonly force?: boolean;
}

/** Checks a configuration. @param seed of the server so far */
export type ReadConfig = (config: unknown, seed: number) => Promise<MockPlan>;

/** The part of the server that its owner uses, over HTTP or directly. */
export interface Administered {
  /** With the seed of the last reset. */
  readonly plan: MockPlan;
  readonly clock: Clock;
  /** Absent: plans are trusted. */
  readonly readConfig?: ReadConfig;
  /** What the server is; what nobody told is undefined. */
  readonly about: {
    readonly hosts: readonly Host[];
    readonly pacing: Pacing | undefined;
    readonly version: string | undefined;
  };
  state(): MockState;
  /** Truth rows after a seq, oldest first; all that are kept by default. */
  rows(since?: number): Iterable<Row>;
  /**
   * Full buckets, no rows, fresh counters.
   *
   * @returns false when requests are in flight, unless forced: then nothing has changed
   */
  reset(options?: ResetOptions): boolean;
  /**
   * Replaces the plan, and with it everything that {@link reset} clears: the next request meets the
   * new server.
   *
   * @returns false when requests are in flight, unless forced: then nothing has changed
   * @throws Error when the plan names a kind that is unknown
   */
  configure(plan: MockPlan, options?: Pick<ResetOptions, 'force'>): boolean;
  /**
   * Adds a fault before all others, until the next reset.
   *
   * @throws {BenchError} MOCK_FAILED when a host of the server cannot carry it
   */
  arm(fault: FaultPlan): void;
  /** Only the planned faults are left. */
  disarm(): void;
  /**
   * Puts a batch forward.
   *
   * @param to an age, counted from its creation and before its time is scaled, or its end
   * @returns its age; `undefined` when there is no such batch
   */
  advanceBatch(id: string, to: Milliseconds | 'ended'): Milliseconds | undefined;
}

/** Rows of one answer, when the client does not say. */
const DEFAULT_ROWS = 10_000;

const BATCH_ID = /^(\/__mock\/batches\/)([^/]+)/;

interface AdminAnswer {
  readonly status: number;
  readonly type: 'application/json' | 'application/x-ndjson' | 'text/plain; version=0.0.4';
  readonly body: string;
}

type Endpoint = (mock: Administered, request: MockRequest) => AdminAnswer | Promise<AdminAnswer>;

/** Endpoints below `/__mock/`: never limited, counted or recorded. */
const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['GET /__mock/health', (mock) => json(200, health(mock))],
  ['GET /__mock/state', (mock) => json(200, mock.state())],
  ['GET /__mock/metrics', metrics],
  ['GET /__mock/requests', listRows],
  ['POST /__mock/reset', reset],
  ['GET /__mock/config', (mock) => json(200, mock.plan)],
  ['PUT /__mock/config', configure],
  ['POST /__mock/faults', arm],
  ['DELETE /__mock/faults', disarm],
  ['POST /__mock/batches/:id/advance', advance],
]);

export function handleAdmin(mock: Administered, request: MockRequest, sink: ReplySink): Exchange {
  const path = request.path.replace(BATCH_ID, '$1:id');
  const endpoint = ENDPOINTS.get(`${request.method} ${path}`);
  const answer = endpoint?.(mock, request) ?? unknownEndpoint();
  if (answer instanceof Promise) void answer.then((late) => send(late, sink));
  else send(answer, sink);
  return { abort() {} };
}

function send({ status, type, body }: AdminAnswer, sink: ReplySink): void {
  sink.head(status, { 'content-type': type });
  sink.end(body);
}

function json(status: number, value: object): AdminAnswer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

function unknownEndpoint(): AdminAnswer {
  return json(404, { error: `unknown endpoint; known: ${[...ENDPOINTS.keys()].join(', ')}.` });
}

/** Tells configurations apart: equal plans have equal hashes. */
export function hashPlan(plan: MockPlan): string {
  return hashText(JSON.stringify(plan)).toString(16).padStart(8, '0');
}

function health({ plan, clock, about }: Administered): object {
  return {
    status: 'ok',
    ...about,
    seed: plan.seed,
    config_hash: hashPlan(plan),
    now_ms: clock.now(),
  };
}

function metrics(mock: Administered): AdminAnswer {
  const body = renderMetrics(mock.state());
  return { status: 200, type: 'text/plain; version=0.0.4', body };
}

function listRows(mock: Administered, { query }: MockRequest): AdminAnswer {
  const parameters = new URLSearchParams(query);
  const limit = Number(parameters.get('limit') ?? DEFAULT_ROWS);
  const since = Number(parameters.get('since') ?? 0);
  if (Number.isNaN(limit + since)) return json(400, { error: 'expected ?since=<seq>&limit=<n>.' });
  const lines: string[] = [];
  for (const row of mock.rows(since)) {
    if (lines.length >= limit) break;
    lines.push(`${rowToJson(row)}\n`);
  }
  return { status: 200, type: 'application/x-ndjson', body: lines.join('') };
}

function reset(mock: Administered, { body }: MockRequest): AdminAnswer {
  const options = parseReset(body);
  if (options === undefined) {
    return json(400, { error: 'expected {"seed"?: number, "force"?: boolean}.' });
  }
  return mock.reset(options) ? json(200, health(mock)) : busy(mock, 'send {"force": true}');
}

function configure(
  mock: Administered,
  { body, query }: MockRequest,
): AdminAnswer | Promise<AdminAnswer> {
  const force = new URLSearchParams(query).get('force') === '1';
  const apply = (plan: MockPlan) =>
    mock.configure(plan, { force }) ? json(200, health(mock)) : busy(mock, 'add ?force=1');
  try {
    const config: unknown = JSON.parse(body);
    const reading = mock.readConfig?.(config, mock.plan.seed);
    return reading?.then(apply).catch(refuseConfig) ?? apply(config as MockPlan);
  } catch (error) {
    return refuseConfig(error);
  }
}

function refuseConfig(error: unknown): AdminAnswer {
  if (!(error instanceof BenchError)) {
    return json(400, { error: `the body is no configuration: ${messageOf(error)}.` });
  }
  const { message, hint, mistakes } = error;
  return json(400, { error: `${message} Nothing has changed.`, hint, mistakes });
}

function arm(mock: Administered, { body }: MockRequest): AdminAnswer {
  try {
    const fault = readFault(JSON.parse(body));
    mock.arm(fault);
    return json(200, fault);
  } catch (error) {
    return json(400, { error: `the body is no fault: ${messageOf(error)}` });
  }
}

function disarm(mock: Administered): AdminAnswer {
  mock.disarm();
  return json(200, {});
}

function advance(mock: Administered, { path, body }: MockRequest): AdminAnswer {
  const id = BATCH_ID.exec(path)?.[2] ?? '';
  const to = parseAge(body);
  if (to === undefined)
    return json(400, { error: 'expected {"to_ms": number} or {"to": "ended"}.' });
  const age = mock.advanceBatch(id, to);
  if (age === undefined) return json(404, { error: `no batch with id ${id}.` });
  return json(200, { id, age_ms: age });
}

/** @returns `undefined` when the body is not what advance takes */
function parseAge(body: string): Milliseconds | 'ended' | undefined {
  try {
    const { to, to_ms: ms } = JSON.parse(body) as Record<string, unknown>;
    if (to === 'ended') return to;
    return typeof ms === 'number' && ms >= 0 ? ms : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function busy(mock: Administered, remedy: string): AdminAnswer {
  return json(409, { error: `${mock.state().in_flight} requests are in flight; ${remedy}.` });
}

/** @returns `undefined` when the body is not what reset takes */
function parseReset(body: string): ResetOptions | undefined {
  if (body === '') return {};
  try {
    const fields: unknown = JSON.parse(body);
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return undefined;
    const { seed, force, ...unknown } = fields as Record<string, unknown>;
    if (Object.keys(unknown).length > 0) return undefined;
    if (seed !== undefined && !Number.isSafeInteger(seed)) return undefined;
    if (force !== undefined && typeof force !== 'boolean') return undefined;
    return { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(force ? { force } : {}) };
  } catch {
    return undefined;
  }
}
