import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LedgerEntry } from '../../src/core/ledger.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Strategy } from '../../src/core/strategy.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { hedged } from '../../src/dispatch/strategies/hedged.ts';
import { pacing } from '../../src/dispatch/strategies/pacing.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { sequential } from '../../src/dispatch/strategies/sequential.ts';
import { taskGroup } from '../../src/dispatch/strategies/task-group.ts';
import { waves } from '../../src/dispatch/strategies/waves.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { poisson } from '../../src/scenario/arrivals/poisson.ts';
import { OK } from '../helpers/fake-client.ts';
import type { VirtualRun } from '../helpers/strategy-run.ts';
import { aStream, attemptsOf, aWorkload, runOn } from '../helpers/strategy-run.ts';
import { onVirtualClock } from '../helpers/virtual.ts';

/** Throws after some pulls, while jobs run. */
function throwing(pulls: number): Strategy {
  return {
    async run(jobs, { clock }) {
      const queue = jobs[Symbol.asyncIterator]();
      for (let i = 0; i < pulls; i++) {
        const next = await queue.next();
        if (!next.done) void next.value.run();
        await clock.sleep(40);
      }
      throw new Error('broken strategy');
    },
  };
}

const size = fc.integer({ min: 1, max: 12 });

const strategy: fc.Arbitrary<Strategy> = fc.oneof(
  fc.constant(sequential.create({})),
  fc.constant(gather.create({})),
  size.map((n) => workers.create({ size: n })),
  size.map((n) => throwing(n)),
  fc
    .record({ size, after: fc.integer({ min: 20, max: 200 }), max: fc.integer({ min: 2, max: 3 }) })
    .map((options) => hedged.create(options)),
  fc
    .record({ size, scope: fc.constantFrom('item' as const, 'attempt' as const) })
    .map((options) => semaphore.create(options)),
  fc
    .record({ size, pause: fc.constantFrom(0, 130), concurrency: size })
    .map((options) => waves.create(options)),
  fc.record({ size, failFast: fc.boolean() }).map((options) => taskGroup.create(options)),
  fc
    .record({
      size,
      rpm: fc.integer({ min: 200, max: 6_000 }),
      retries: fc.constantFrom('fifo', 'front'),
    })
    .map((options) => pacing.create(options)),
);

const failures: readonly Outcome[] = [
  { kind: 'rate-limited', status: 429, message: 'slow down', retryAfter: 250 },
  { kind: 'overloaded', status: 529, message: 'busy' },
  { kind: 'client-error', status: 400, message: 'bad request' },
  { kind: 'connection', message: 'reset' },
];

const setup = fc.record({
  strategy,
  items: fc.integer({ min: 0, max: 25 }),
  known: fc.boolean(),
  seed: fc.nat(),
  failureShare: fc.constantFrom(0, 0.1, 0.5),
  maxRetries: fc.integer({ min: 0, max: 3 }),
  /** Many attempts end at equal instants. */
  grid: fc.constantFrom(1, 50),
  total: fc.option(fc.integer({ min: 50, max: 400 }), { nil: undefined }),
  interruptAt: fc.option(fc.integer({ min: 0, max: 3_000 }), { nil: undefined }),
  /** Items come one after another, so many a second. Absent: all are there from the start. */
  perSecond: fc.option(fc.integer({ min: 5, max: 400 }), { nil: undefined }),
  /** What becomes of those that find no room. */
  overflow: fc.option(
    fc.record({
      policy: fc.constantFrom('drop' as const, 'fail' as const),
      waiting: fc.integer({ min: 0, max: 5 }),
      allowed: fc.constant(true),
    }),
    { nil: undefined },
  ),
});

type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

/** Runs it, and one millisecond longer, so that nothing of this instant is pending. */
function run({
  strategy,
  items,
  known,
  seed,
  grid,
  total,
  interruptAt,
  perSecond,
  ...rest
}: Setup) {
  const rng = createRng(seed);
  return onVirtualClock(async (clock) => {
    const stop = new AbortController();
    const interruption =
      interruptAt === undefined ? undefined : clock.at(interruptAt, () => stop.abort());
    const result = await runOn(clock, {
      strategy,
      work: {
        ...(known ? aWorkload(items) : aStream(items)),
        ...(perSecond && { arrivals: poisson.create({ perSecond }) }),
      },
      ...(perSecond && rest.overflow && { overflow: rest.overflow }),
      seed,
      signal: stop.signal,
      retry: { maxRetries: rest.maxRetries, base: 100, jitter: 'full', retryAfter: 'floor+jitter' },
      timeouts: total === undefined ? {} : { total },
      service: (item, attempt) =>
        grid * Math.round((300 * rng.uniform('service', item, attempt)) / grid),
      outcome(item, attempt) {
        const u = rng.uniform('failure', item, attempt) / (rest.failureShare || Number.MIN_VALUE);
        return u < 1 ? (failures[Math.floor(u * failures.length)] ?? OK) : OK;
      },
    });
    const interrupted = stop.signal.aborted;
    interruption?.cancel();
    await clock.sleep(1);
    return { result, interrupted, clock };
  });
}

function binsOf({ entries }: VirtualRun) {
  const bins = { completed: 0, failed: 0, dropped: 0, incomplete: 0 };
  for (const { bin } of entries) bins[bin]++;
  return bins;
}

/** Exact in microseconds, because every instant was rounded when it was taken. */
function expectIdentities({ intended_us, due_us, done_us, attempts }: LedgerEntry): void {
  const [first] = attempts;
  if (!first || done_us === undefined || attempts.some(({ hedge }) => hedge)) return;
  const lag = due_us - intended_us;
  const queue = first.sent_us - due_us;
  let call = 0;
  for (const [i, attempt] of attempts.entries()) {
    const before = attempts[i - 1];
    const backoff = before ? attempt.asked_us - before.ended_us : 0;
    const requeue = before ? attempt.sent_us - attempt.asked_us : 0;
    expect(Math.min(backoff, requeue)).toBeGreaterThanOrEqual(0);
    call += backoff + requeue + attempt.ended_us - attempt.sent_us;
  }
  expect(done_us - first.sent_us).toBe(call);
  expect(done_us - intended_us).toBe(lag + queue + call);
}

/** Of an open load that was ended early only what had arrived is scheduled, and of a stream only what was read. */
function allScheduled(
  { known, perSecond }: Setup,
  { interrupted, result: { thrown } }: { interrupted: boolean; result: VirtualRun },
): boolean {
  if (perSecond) return false;
  return known || (!interrupted && thrown === undefined);
}

it('scheduled = completed + failed + dropped + incomplete, and no attempt is lost or left running', async () => {
  await fc.assert(
    fc.asyncProperty(setup, async (given) => {
      const { result, interrupted, clock } = await run(given);
      const { metrics, client, thrown, complete } = result;
      const { scheduled, completed, failed, dropped, incomplete } = metrics.counts;

      expect(scheduled).toBe(completed + failed + dropped + incomplete);
      expect(scheduled).toBeLessThanOrEqual(given.items);
      if (allScheduled(given, { interrupted, result })) expect(scheduled).toBe(given.items);
      const rows = binsOf(result);
      expect(rows).toMatchObject({ completed, failed });
      const untaken = scheduled - result.entries.length;
      expect(rows.dropped + rows.incomplete + untaken).toBe(dropped + incomplete);

      expect(complete).toBe(!interrupted && thrown === undefined);
      const overflow = given.perSecond ? given.overflow : undefined;
      if (!interrupted && overflow?.policy !== 'fail') expect(incomplete).toBe(0);
      if (interrupted && !overflow) expect(dropped).toBe(0);

      const attempts = attemptsOf(result);
      expect(metrics.attempts.total).toBe(attempts.length);
      expect(client.requests).toHaveLength(attempts.length);
      expect(client.inFlight).toBe(0);
      expect(metrics.in_flight.peak).toBe(client.peak);
      expect(clock.stats.leftoverTimers).toBe(0);

      for (const entry of result.entries) expectIdentities(entry);
      expect(metrics.little_residual ?? 0).toBe(0);

      // Little: the area under attempts in flight is the sum of their durations.
      const durations = attempts.reduce((sum, a) => sum + a.ended_us - a.sent_us, 0);
      const area = metrics.in_flight.mean * metrics.makespan_ms * 1_000;
      expect(area).toBeCloseTo(durations, 3);
    }),
    { seed: 20_260_801, numRuns: 400 },
  );
}, 60_000);
