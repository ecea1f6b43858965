import { createForeteller } from '../../../mock-server/core/foretell.ts';
import { createMock } from '../../../mock-server/core/mock.ts';
import { createDirectClient, isDirect } from '../../../mock-server/direct-client.ts';
import { createFetch } from '../../../mock-server/fetch.ts';
import { createInProcessTransport } from '../../../mock-server/in-process.ts';
import {
  createBatchClient,
  createInProcessClient,
  createReader,
} from '../../client/create-client.ts';
import type { Ambient } from '../../clock/ambient.ts';
import type { VirtualClockOptions } from '../../clock/virtual.ts';
import { VirtualClock } from '../../clock/virtual.ts';
import type { Client } from '../../core/client.ts';
import type { Clock } from '../../core/clock.ts';
import { BenchError } from '../../core/errors.ts';
import type { MockPlan } from '../../core/mock-plan.ts';
import type { Plan, TargetPlan } from '../../core/plan.ts';
import type { Truth } from '../../core/truth.ts';
import type { OpenRound, RoundNeeds, Stage } from '../../runner/stage.ts';

/**
 * Virtual time: each round has a clock and a mock server of its own, in this thread.
 *
 * @throws {BenchError} CLOCK_NEEDS_REAL for what virtual time cannot know
 */
export function openVirtualStage(
  plan: Plan,
  keepText: boolean,
  ambient: Ambient,
  options: VirtualClockOptions = {},
): Stage {
  const mockPlan = assertVirtual(plan);
  return {
    clockKind: 'virtual',
    mock: { host: 'in-process', pacing: 'virtual' },
    // The same wall time in every run, so that equal runs give equal bytes.
    wall: () => new VirtualClock().wall(),
    async onClock(seed, round) {
      const clock = new VirtualClock(options);
      ambient.activate(clock, { seed });
      try {
        const value = await clock.run(() => round(clock));
        const refused = ambient.refusals.map(({ call }) => call);
        return { value, figures: { ...clock.stats, refused } };
      } finally {
        ambient.deactivate();
      }
    },
    open: (needs) => openRound(plan.target, mockPlan, keepText, needs),
  };
}

async function openRound(
  target: TargetPlan,
  mockPlan: MockPlan,
  keepText: boolean,
  { seed, clock, batches, foretells }: RoundNeeds,
): Promise<OpenRound> {
  // Nobody asks it for rows: here the ledger's times are the server's.
  const mock = createMock({ ...mockPlan, seed }, { clock, rows: 0 });
  const client = await clientOf(mock, target, keepText, clock);
  const wall = () => clock.wall();
  const plain = { key: 'mock', keepText, wall };
  return {
    client,
    ...(batches && {
      batches: createBatchClient(target, createInProcessTransport(mock), plain),
    }),
    ...(foretells && { foretell: createForeteller({ ...mockPlan, seed }) }),
    wire: {
      ...IN_PROCESS,
      fetch: createFetch(mock),
      labelled: true,
      createReader: createReader(target, { key: undefined, keepText, wall }),
    },
    async truth(): Promise<Truth> {
      const { requests, aside, peak_in_flight } = mock.state();
      return { requests: requests - aside, peakInFlight: peak_in_flight, rows: [] };
    },
    async reset() {
      mock.reset();
    },
    close: () => client.close(),
  };
}

/** Never looked up: no name that ends so can exist. */
const IN_PROCESS = { baseUrl: 'http://mock.invalid', host: 'mock.invalid' };

/** Calls the core itself where nobody needs bytes; an SDK, saved answers and faults do. */
async function clientOf(
  mock: ReturnType<typeof createMock>,
  target: TargetPlan,
  keepText: boolean,
  clock: Clock,
): Promise<Client> {
  const needsBytes = target.client === 'sdk' || keepText || !mock.plan.faults.every(isDirect);
  if (!needsBytes) return createDirectClient(mock, target);
  const release = clock.hold();
  try {
    return await createInProcessClient(target, {
      transport: createInProcessTransport(mock),
      fetch: createFetch(mock),
      key: 'mock',
      keepText,
      wall: () => clock.wall(),
    });
  } finally {
    release();
  }
}

function assertVirtual({ target }: Plan): MockPlan {
  const needsReal = (what: string, hint: string) =>
    new BenchError('CLOCK_NEEDS_REAL', `${what} needs the real clock; nothing was sent.`, { hint });
  if (!target.mock) {
    throw needsReal(
      'target: a server on the network',
      'use mock() as the target, or run with --clock real.',
    );
  }
  if (target.freshClient) {
    throw needsReal(
      'target.freshClient: a connection for every attempt',
      'virtual time has no connections: leave it out, or run with --clock real.',
    );
  }
  return target.mock;
}
