import fastq from 'fastq';
import pMap from 'p-map';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Strategy } from '../../src/core/strategy.ts';
import { queue } from '../../src/dispatch/strategies/queue.ts';
import { strategies } from '../../src/dispatch/strategies/registry.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { optionsSchema } from '../../src/scenario/check/options.ts';
import { byItem, runOn, runVirtually } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/** What has no default. */
const REQUIRED: Readonly<Record<string, unknown>> = {
  rpm: 6_000,
  cap: 50,
  window: 500,
  pause: 5,
  spread: 50,
};

/** Those that ask a batch API have a test of their own. */
const ownWork = [...strategies.values()].filter(({ needs }) => needs === undefined);

/** Every strategy, with its defaults. */
const all: readonly (readonly [string, Strategy])[] = ownWork.map((definition) => {
  const { kind, options } = definition;
  const named = Object.keys(options).filter((name) => name in REQUIRED);
  const given = Object.fromEntries(named.map((name) => [name, REQUIRED[name]]));
  return [kind, definition.create(optionsSchema(options).parse(given))];
});

const rng = createRng(9);

/** One attempt in three fails, in all ways. */
function mixed(item: number, attempt: number): Outcome {
  const u = rng.uniform('outcome', item, attempt);
  if (u > 0.34) return { kind: 'ok', status: 200, usage: { outputTokens: 5 } };
  if (u > 0.24) return { kind: 'rate-limited', status: 429, message: 'no', retryAfter: 40 };
  if (u > 0.16) return { kind: 'overloaded', status: 529, message: 'busy' };
  if (u > 0.08) return { kind: 'connection', message: 'reset' };
  return { kind: 'client-error', status: 400, message: 'bad' };
}

const setup = {
  work: 120,
  service: (item: number, attempt: number) => 10 + 90 * rng.uniform('service', item, attempt),
  outcome: mixed,
  retry: { maxRetries: 2, base: 20, jitter: 'full', retryAfter: 'floor+jitter' },
};

describe.each(all)('%s', (kind, strategy) => {
  it('settles every item whatever comes, and leaves nothing in flight', async () => {
    const { client, metrics } = await runVirtually({ ...setup, strategy });
    expect(metrics.counts).toMatchObject({ scheduled: 120, incomplete: 0 });
    expect(client.inFlight).toBe(0);
    if (kind !== 'task-group') expect(metrics.counts.completed).toBeGreaterThan(80);
  });

  it('with attempts that never end goes on at their timeout', async () => {
    const run = await runVirtually({
      ...setup,
      strategy,
      service: () => Number.POSITIVE_INFINITY,
      timeouts: { total: 30 },
      retry: { maxRetries: 1, base: 1 },
    });
    expect(run.client.inFlight).toBe(0);
    expect(run.metrics.counts.scheduled).toBe(120);
    expect(run.metrics.attempts.timeout).toBeGreaterThan(0);
  });

  it.each([0, 5, 33.3, 100, 250])('when cut at %d ms keeps nobody waiting', async (at) => {
    const end = await onVirtualClock(async (clock) => {
      const stop = new AbortController();
      clock.at(at, () => stop.abort());
      const { metrics, client } = await runOn(clock, { ...setup, strategy, signal: stop.signal });
      return { now: clock.now(), inFlight: client.inFlight, scheduled: metrics.counts.scheduled };
    });
    expect(end).toMatchObject({ inFlight: 0, scheduled: 120 });
    // What ends by itself before is not cut.
    expect(end.now).toBeLessThanOrEqual(at);
  });

  it('when it aborts itself keeps nobody waiting', async () => {
    let failures = 0;
    const aborting: Strategy = {
      run(jobs, context) {
        context.observe(({ outcome }) => {
          if (outcome.kind !== 'ok' && ++failures === 5) context.abort('five failures');
          return undefined;
        });
        return strategy.run(jobs, context);
      },
    };
    const { client, metrics } = await runVirtually({ ...setup, strategy: aborting });
    expect(client.inFlight).toBe(0);
    expect(metrics.counts).toMatchObject({ scheduled: 120, incomplete: 0 });
  });
});

/** Libraries that this tool does not build on. */
const byPMap: Strategy = {
  async run(jobs) {
    await pMap(jobs, (job) => job.run(), { concurrency: 7 });
  },
};

const byFastq: Strategy = {
  async run(jobs) {
    const tasks = fastq.promise((job: Job) => job.run(), 7);
    const running = new Set<Promise<unknown>>();
    for await (const job of jobs) {
      const task = tasks.push(job).finally(() => running.delete(task));
      running.add(task);
      // Pulls late, as every other one does.
      if (running.size === 7) await Promise.race(running);
    }
    await tasks.drained();
  },
};

it('workers, every semaphore, a queue with an instant producer, p-map and fastq have one fingerprint', async () => {
  const fingerprints = await Promise.all(
    [
      workers.create({ size: 7 }),
      ...(['own', 'p-limit', 'p-queue'] as const).map((engine) =>
        semaphore.create({ size: 7, scope: 'item', engine }),
      ),
      queue.create({ consumers: 7, capacity: 10, produceEvery: 0 }),
      byPMap,
      byFastq,
    ].map(async (strategy) => (await runVirtually({ ...setup, strategy })).fingerprint),
  );
  expect(fingerprints[0]).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(fingerprints).size).toBe(1);
});

it.each(['own', 'p-queue'] as const)(
  'p-limit and %s give attempts the same schedule, to the microsecond',
  async (engine) => {
    const sends = async (by: 'own' | 'p-limit' | 'p-queue') => {
      const strategy = semaphore.create({ size: 7, scope: 'attempt', engine: by });
      return byItem(await runVirtually({ ...setup, strategy })).map(({ attempts }) =>
        attempts.map(({ sent_us }) => sent_us),
      );
    };
    expect(await sends(engine)).toEqual(await sends('p-limit'));
  },
);
