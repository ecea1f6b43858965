import type { Clock } from '../../src/core/clock.ts';
import type { PacingFigures } from '../../src/core/health.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { EndpointGroup } from '../api/endpoint-groups.ts';
import { handleRequest } from '../api/handler.ts';
import { AnsweredRequest } from '../faults/answered-request.ts';
import { checkFaults } from '../faults/hosts.ts';
import type { Administered, ReadConfig } from '../truth/admin.ts';
import { handleAdmin } from '../truth/admin.ts';
import { describeState } from '../truth/state.ts';
import type { Call, Exchange, Reply } from './call.ts';
import { Service } from './service.ts';
import type { Host, MockRequest, ReplySink } from './sink.ts';

/**
 * An LLM API that answers with filler, as fast and as often as its plan says. Hosts bring requests
 * to it.
 */
export interface Mock extends Administered {
  /**
   * A host is going to bring requests.
   *
   * @throws {BenchError} MOCK_FAILED when it cannot carry a fault of the plan
   */
  attach(host: Host): void;
  /** Whether a host of sockets shall refuse a new connection. @param connection from 1 */
  refuses(connection: number): boolean;
  /** Answers one HTTP request: routes, checks, and turns the neutral reply into an API's bytes. */
  handle(request: MockRequest, sink: ReplySink): Exchange;
  /** Tells how late the process looked at its clock, for the truth. */
  observeLoop(lag: Milliseconds): void;
  /** Answers one call without any bytes: faults that are a status, limits, service time, truth. */
  serve(call: Call, reply: DirectReply): Exchange;
}

/** A reply that is told a status where bytes would tell it. */
export interface DirectReply extends Reply {
  /** A fault answered in the place of limits and service. */
  failed(status: number): void;
}

/** A call without headers asks for no error. */
const NO_WISHES = { headers: {} };

interface MockOptions {
  readonly clock: Clock;
  /** How many rows of the truth are kept, a multiple of 65 536; 0 = counts only. @default 1 048 576 */
  readonly rows?: number;
  /** Endpoints that are there; all others are answered 404. @default all */
  readonly served?: readonly EndpointGroup[];
  /** CPU time of the process so far. @default not measured */
  readonly cpu?: () => Milliseconds;
  /** How a real clock keeps its times. @default not told */
  readonly pacing?: PacingFigures;
  /**
   * Reads a configuration that comes over HTTP.
   *
   * @default a whole plan, trusted: it comes from whoever made the first one
   */
  readonly readConfig?: ReadConfig;
  /** Of the package, for whoever asks whether the server is well. @default not told */
  readonly version?: string;
}

export function createMock(plan: MockPlan, options: MockOptions): Mock {
  const { clock, rows, served, cpu, pacing, version, readConfig } = options;
  let current = plan;
  let service = new Service(current, clock, rows);
  let tickedBefore = 0;
  const hosts = new Set<Host>();
  const mock: Mock = {
    get plan() {
      return current;
    },
    clock,
    ...(readConfig && { readConfig }),
    get about() {
      return { hosts: [...hosts], pacing: pacing?.mode, version };
    },
    attach(host) {
      checkFaults(current.faults, [host]);
      hosts.add(host);
    },
    refuses: (connection) => service.faults.refuses(connection),
    handle: (request, sink) =>
      request.path.startsWith('/__mock/')
        ? handleAdmin(mock, request, sink)
        : handleRequest(service, request, sink, served),
    observeLoop: (lag) => service.truth.loopLag.record(lag),
    serve(call, reply) {
      const hit = service.faults.answering(NO_WISHES, call, call.model ?? '');
      if (!hit) return service.serve(call, reply);
      const { id, fault } = hit;
      return new AnsweredRequest(service, call, { id, status: fault.status }, () =>
        reply.failed(fault.status),
      );
    },
    state() {
      const now = clock.now();
      return describeState(service.truth, service.allLimits(now), now, {
        cpu: cpu?.() ?? null,
        ticked: (pacing?.ticked ?? 0) - tickedBefore,
      });
    },
    rows: (since = 0) => service.truth.rows.since(since),
    reset({ seed = current.seed, force = false } = {}) {
      return mock.configure({ ...current, seed }, { force });
    },
    configure(next, { force = false } = {}) {
      if (service.truth.inFlight.value > 0 && !force) return false;
      checkFaults(next.faults, hosts);
      service = new Service(next, clock, rows);
      tickedBefore = pacing?.ticked ?? 0;
      current = next;
      return true;
    },
    arm(fault) {
      checkFaults([fault], hosts);
      service.faults.arm(fault);
    },
    disarm: () => service.faults.disarm(),
    advanceBatch: (id, to) => service.batches.advance(id, to),
  };
  return mock;
}
