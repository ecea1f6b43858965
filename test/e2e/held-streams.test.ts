import { expect, it } from 'vitest';
import { createMockAdmin } from '../../src/cli/mock-admin.ts';
import { createClient } from '../../src/client/create-client.ts';
import { createRealClock } from '../../src/clock/real.ts';
import type { TargetPlan } from '../../src/core/plan.ts';
import { createRng } from '../../src/core/rng.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { crossCheck } from '../../src/runner/cross-check.ts';
import { runStrategy } from '../../src/runner/run-strategy.ts';
import { serveMock } from '../helpers/mock-server.ts';
import { aStoppedClock } from '../helpers/stopped-clock.ts';
import { aWorkload, NO_RETRY } from '../helpers/strategy-run.ts';

const STREAMS = 5_000;

/** Both ends of each connection are in this process, and it needs some more. */
const FILES = 2 * STREAMS + 500;

const TARGET: TargetPlan = {
  ...{ kind: 'mock', api: 'anthropic', model: 'mock', client: 'http' },
  freshClient: false,
  stream: true,
};

const ms = (value: number) => ({ kind: 'constant', options: { ms: value } });

const FIRST_TOKEN_AT_ONCE = {
  kind: 'phased',
  options: { headers: 0, base: 0, perInputToken: 0, ttft: ms(0), itl: ms(10) },
};

/** Files that this process may have open; Node.js has raised it as far as the system lets it. */
function mostFiles(): number {
  const { userLimits } = process.report.getReport() as unknown as {
    readonly userLimits?: { readonly open_files: { readonly soft: number | 'unlimited' } };
  };
  const { soft = Number.POSITIVE_INFINITY } = userLimits?.open_files ?? {};
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}

it('holds 5,000 streams at once, and tells of each what the server does', {
  timeout: 180_000,
}, async (test) => {
  const files = mostFiles();
  if (files < FILES) {
    const why = `5,000 streams need ${FILES} open files, and may have ${files}: ulimit -n`;
    process.stderr.write(`${why}\n`);
    test.skip(why);
  }
  const { clock: stopped, release } = aStoppedClock();
  await using mock = await serveMock({ latency: FIRST_TOKEN_AT_ONCE }, stopped);
  const clock = createRealClock();
  const client = await createClient(TARGET, {
    ...{ baseUrl: mock.url, key: 'mock', connections: STREAMS, keepText: false },
    wall: () => clock.wall(),
  });
  const running = runStrategy({
    ...{ clock, rng: createRng(1), client, strategy: workers.create({ size: STREAMS }) },
    workload: aWorkload(STREAMS + 10),
    ...{ retry: NO_RETRY, timeouts: {}, streaming: true, round: 0 },
    signal: new AbortController().signal,
    onStart() {},
    onSettled() {},
  });
  // The first token of each leaves at once, and the second when time goes on.
  await expect.poll(() => mock.mock.state().in_flight, { timeout: 90_000 }).toBe(STREAMS);
  release();
  const { metrics, rows } = await running;
  const found = await crossCheck(await createMockAdmin(mock.url).read(), metrics, rows);
  await client.close();
  expect(metrics.in_flight.peak).toBe(STREAMS);
  expect(metrics.attempts).toMatchObject({ total: STREAMS + 10, ok: STREAMS + 10 });
  expect(metrics.ttft?.count).toBe(STREAMS + 10);
  expect(found).toMatchObject({
    requests: STREAMS + 10,
    peak_in_flight: STREAMS,
    ...{ hidden_attempts: 0, statuses_differ: 0, tokens_differ: 0, faster_than_server: 0 },
  });
});
