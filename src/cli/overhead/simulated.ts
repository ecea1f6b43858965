import { createMock } from '../../../mock-server/core/mock.ts';
import { createDirectClient } from '../../../mock-server/direct-client.ts';
import { createRealClock } from '../../clock/real.ts';
import { VirtualClock } from '../../clock/virtual.ts';
import type { Clock } from '../../core/clock.ts';
import type { Workload } from '../../core/item.ts';
import { createRng } from '../../core/rng.ts';
import { workers } from '../../dispatch/strategies/workers.ts';
import { runStrategy } from '../../runner/run-strategy.ts';
import { planMock } from '../../scenario/target/plan-mock.ts';

/** How fast virtual time passes, with everything that `bench run` records. */
export interface SimulatedRow {
  readonly in_flight: number;
  readonly requests: number;
  readonly requests_per_s: number;
  readonly cpu_us_per_request: number;
}

/** Runs `requests` simulated requests of about 2 s through a pulling strategy, `inFlight` at a time. */
export async function measureSimulated(inFlight: number, requests: number): Promise<SimulatedRow> {
  const plan = await planMock({ latency: { kind: 'lognormal' } }, 1);
  const virtual = new VirtualClock({ maxVirtualTime: Number.MAX_SAFE_INTEGER / 1_000 });
  const clock = createRealClock();
  const started = clock.now();
  const before = process.cpuUsage();
  await virtual.run(() => simulate(virtual, plan, inFlight, requests));
  const { user, system } = process.cpuUsage(before);
  return {
    in_flight: inFlight,
    requests,
    requests_per_s: Math.round(requests / ((clock.now() - started) / 1_000)),
    cpu_us_per_request: Math.round(((user + system) / requests) * 100) / 100,
  };
}

function simulate(
  clock: Clock,
  plan: Awaited<ReturnType<typeof planMock>>,
  inFlight: number,
  requests: number,
) {
  const mock = createMock(plan, { clock, rows: 0 });
  return runStrategy({
    clock,
    rng: createRng(1),
    client: createDirectClient(mock, { api: 'anthropic', stream: false }),
    strategy: workers.create({ size: inFlight }),
    workload: manyItems(requests),
    retry: {
      maxRetries: 0,
      base: 0,
      factor: 1,
      cap: 0,
      jitter: 'none',
      retryAfter: 'ignore',
      maxRetryAfter: 0,
    },
    timeouts: { total: 600_000 },
    streaming: false,
    round: 0,
    signal: new AbortController().signal,
    onStart() {},
    onSettled() {},
  });
}

function manyItems(count: number): Workload {
  return {
    count,
    *items() {
      for (let index = 0; index < count; index++) yield { index, prompt: 'Hello.', maxTokens: 64 };
    },
  };
}
