import { createClient } from '../../client/create-client.ts';
import { providers } from '../../client/providers/registry.ts';
import { createRealClock } from '../../clock/real.ts';
import type { Item, Workload } from '../../core/item.ts';
import type { TargetPlan } from '../../core/plan.ts';
import { createRng } from '../../core/rng.ts';
import { workers } from '../../dispatch/strategies/workers.ts';
import { runStrategy } from '../../runner/run-strategy.ts';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { startMockProcess } from '../mock-process.ts';
import { autocannonRunner } from './autocannon.ts';
import type { BareRequest } from './bare-client.ts';
import { createBareClient } from './bare-client.ts';
import type { CostArm, CostRow } from './cost.ts';
import { compareCost } from './cost.ts';

const IN_FLIGHT = 100;
/** Text pieces of a streamed reply: with the events around them 52 events. */
const TOKENS = 46;

/** Something that sends requests from this process. */
export interface Runner {
  run(count: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * CPU time of this process for a request, with everything that a run records, as a multiple of what others take for the same request
 * to the same mock server, which is a process of its own.
 *
 * @param requests for each warm-up; a turn has a third of them
 */
export async function measureClientCost(requests: number): Promise<CostRow[]> {
  const plan = await planMock({ latency: { kind: 'constant', ms: 0 }, outputTokens: TOKENS }, 1);
  const { url, close } = await startMockProcess(plan);
  try {
    const json = { reply: 'json', requests } as const;
    const sse = { reply: 'sse', requests: Math.ceil(requests / 4) } as const;
    const cannon = await autocannonRunner(url, IN_FLIGHT, requestOf(false));
    const rows = [
      await compare({ ...json, beside: 'undici dispatch', goal: 1.25 }, [
        ours(url, false),
        bare(url, false),
      ]),
    ];
    if (cannon) {
      const asked = { ...json, beside: 'autocannon', goal: 1 } as const;
      rows.push(await compare(asked, [ours(url, false), cannon]));
    }
    rows.push(
      await compare({ ...sse, beside: 'undici dispatch', goal: 1.3 }, [
        ours(url, true),
        bare(url, true),
      ]),
    );
    return rows;
  } finally {
    await close();
  }
}

async function compare(
  asked: Parameters<typeof compareCost>[0],
  runners: readonly [Runner, Runner],
): Promise<CostRow> {
  try {
    return await compareCost(asked, [armOf(runners[0]), armOf(runners[1])]);
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
  }
}

function armOf(runner: Runner): CostArm {
  return {
    run: (requests) => runner.run(requests),
    cpu() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
  };
}

/** The very request of a run, byte for byte. */
function requestOf(stream: boolean): BareRequest {
  const wall = () => new Date(0);
  const options = { model: MODEL, stream, key: 'mock', keepText: false, labelled: true, wall };
  const { path, headers, body } = providers.anthropic.create(options).request(itemOf(0), 0);
  return { path, headers, body: JSON.stringify(body) };
}

const MODEL = 'mock';
const PROMPT = 'Classify the sentiment of this review: it works.';

function bare(url: string, stream: boolean): Runner {
  return createBareClient(url, IN_FLIGHT, requestOf(stream), stream);
}

/** A round of a strategy, as `bench run` runs it. */
function ours(baseUrl: string, stream: boolean): Runner {
  const target: TargetPlan = {
    kind: 'mock',
    api: 'anthropic',
    model: MODEL,
    client: 'http',
    freshClient: false,
    stream,
  };
  const clock = createRealClock();
  const opened = createClient(target, {
    baseUrl,
    key: 'mock',
    connections: IN_FLIGHT,
    keepText: false,
    wall: () => clock.wall(),
  });
  return {
    async run(count) {
      const { metrics } = await runStrategy({
        clock,
        rng: createRng(1),
        client: await opened,
        strategy: workers.create({ size: IN_FLIGHT }),
        workload: manyItems(count),
        retry: NO_RETRY,
        timeouts: { total: 600_000 },
        streaming: stream,
        round: 0,
        signal: new AbortController().signal,
        onStart() {},
        onSettled() {},
      });
      if (metrics.counts.completed !== count) throw new Error('the mock server failed');
    },
    close: async () => (await opened).close(),
  };
}

const NO_RETRY = {
  maxRetries: 0,
  base: 0,
  factor: 1,
  cap: 0,
  maxRetryAfter: 0,
  ...({ jitter: 'none', retryAfter: 'ignore' } as const),
};

function manyItems(count: number): Workload {
  return {
    count,
    *items() {
      for (let index = 0; index < count; index++) yield itemOf(index);
    },
  };
}

function itemOf(index: number): Item {
  return { index, prompt: PROMPT, maxTokens: 64 };
}
