import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { percentilesOf } from '../../src/analyze/percentiles.ts';
import { scheduledQuantile } from '../../src/analyze/scheduled-quantile.ts';
import { createRealClock } from '../../src/clock/real.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { createRng } from '../../src/core/rng.ts';
import { gather } from '../../src/dispatch/strategies/gather.ts';
import { semaphore } from '../../src/dispatch/strategies/semaphore.ts';
import { sequential } from '../../src/dispatch/strategies/sequential.ts';
import { workers } from '../../src/dispatch/strategies/workers.ts';
import { mergeMetrics } from '../../src/measure/merge-metrics.ts';
import { aDistribution } from '../helpers/a-run.ts';
import { OK } from '../helpers/fake-client.ts';
import { runVirtually } from '../helpers/strategy-run.ts';

const BROKEN: Outcome = { kind: 'server-error', status: 500, message: 'broken' };

// Each of these is a mistake that a load generator in use makes or made.
describe('a defect of other tools', () => {
  it('k6: to drop work does not hide it', () => {
    const latency = aDistribution(Array<number>(2_019).fill(10));
    const counts = { scheduled: 3_000, completed: 2_019, failed: 0, dropped: 981, incomplete: 0 };
    const population = { counts, ...(latency && { latency }) };
    expect(scheduledQuantile(population, 0.5)).toEqual({ value: 10, censored: false });
    expect(scheduledQuantile(population, 0.75)).toEqual({ value: Infinity, censored: false });
  });

  it('oha: what is in flight at the end is counted, and a 500 is no success', async () => {
    const stop = new AbortController();
    const { metrics } = await runVirtually({
      strategy: gather.create({}),
      work: 3,
      signal: stop.signal,
      service: (item) => (item === 2 ? Number.POSITIVE_INFINITY : 100 + item),
      outcome(item) {
        if (item === 1) stop.abort();
        return item === 0 ? BROKEN : OK;
      },
    });
    expect(metrics.counts).toMatchObject({ scheduled: 3, completed: 0, failed: 1, incomplete: 2 });
    expect(metrics.incomplete_age?.count).toBe(2);
    expect(metrics.latency).toBeUndefined();
  });

  it('oha: the first token is told from the intended start, too', async () => {
    const { metrics } = await runVirtually({
      strategy: sequential.create({}),
      work: 3,
      streaming: true,
      stages: () => ({ headers: 10, tokens: [20, 30] }),
    });
    expect(metrics.ttft).toMatchObject({ min_ms: 20, max_ms: 20 });
    expect(metrics.ttft_response).toMatchObject({ min_ms: 20, max_ms: 220 });
  });

  it('tinybench: throughput is not 1 by latency when calls overlap', async () => {
    const { metrics } = await runVirtually({ strategy: gather.create({}), work: 10 });
    expect(metrics.latency?.mean_ms).toBe(100);
    expect(metrics.throughput_per_s).toBe(100);
  });

  it('GuideLLM: a step of the wall clock moves no duration', () => {
    const clock = createRealClock();
    const before = clock.now();
    const wall = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    const elapsed = clock.now() - before;
    wall.mockRestore();
    expect(elapsed).toBeGreaterThanOrEqual(0);
    expect(elapsed).toBeLessThan(60_000);
  });

  it('vLLM: the wait for a slot is part of latency', async () => {
    const { metrics } = await runVirtually({ strategy: sequential.create({}), work: 10 });
    expect(metrics.service?.max_ms).toBe(100);
    expect(metrics.latency?.max_ms).toBe(1_000);
    expect(metrics.queue?.max_ms).toBe(900);
  });

  it('vLLM: two calls of 10 ms that are 500 ms apart were never at once', async () => {
    const strategy = {
      async run(jobs, { clock }) {
        for await (const job of jobs) {
          void job.run();
          await clock.sleep(500);
        }
      },
    } satisfies Parameters<typeof runVirtually>[0]['strategy'];
    const { metrics } = await runVirtually({ strategy, work: 2, service: () => 10 });
    expect(metrics.in_flight.peak).toBe(1);
  });

  it('inference-perf: tokens are those of the usage, not the chunks', async () => {
    const { metrics } = await runVirtually({
      strategy: gather.create({}),
      work: 1,
      streaming: true,
      stages: () => ({ headers: 10, tokens: [20, 30, 40] }),
      outcome: () => ({ ...OK, usage: { inputTokens: 5, outputTokens: 30 } }),
    });
    expect(metrics.tokens).toMatchObject({ input: 5, output: 30, from: 'usage' });
  });

  it('LLMPerf: errors of 30 % take no worker away', async () => {
    const rng = createRng(1);
    const { metrics } = await runVirtually({
      strategy: workers.create({ size: 8 }),
      work: 400,
      outcome: (item) => (rng.uniform('failure', item) < 0.3 ? BROKEN : OK),
    });
    expect(metrics.in_flight.peak).toBe(8);
    expect(metrics.in_flight.mean).toBe(8);
    expect(metrics.makespan_ms).toBe((400 / 8) * 100);
  });

  it('vegeta: rounds that are merged have the rate that each of them had', async () => {
    const round = () => runVirtually({ strategy: gather.create({}), work: 10 });
    const [{ metrics: first }, { metrics: second }] = [await round(), await round()];
    expect(mergeMetrics([first, second])).toMatchObject({
      counts: { completed: 20 },
      throughput_per_s: 100,
    });
  });

  it('artillery: percentiles of several rounds are those of all values, not means of percentiles', async () => {
    const round = (seed: number) => {
      const rng = createRng(seed);
      return runVirtually({
        strategy: semaphore.create({ size: 20, scope: 'item' }),
        work: 500,
        service: (item) => Math.round(100 + 2_000 * rng.uniform('service', item) ** 6),
      });
    };
    const rounds = await Promise.all([round(1), round(2), round(3), round(4)]);
    const [first, ...others] = rounds.map(({ metrics }) => metrics);
    if (!first) throw new Error('four rounds');
    const values = rounds.flatMap(({ entries }) =>
      entries.flatMap(({ attempts }) => attempts.map((a) => (a.ended_us - a.sent_us) / 1_000)),
    );
    const single = aDistribution(values);
    const merged = mergeMetrics([first, ...others]);
    const reversed = mergeMetrics([
      others[2] ?? first,
      others[1] ?? first,
      others[0] ?? first,
      first,
    ]);
    // The sum of squares is one of floating point: it depends on the order in its last digits. The encoded histogram
    // depends on how often it grew.
    const { sum_sq_ms2 = 0, histogram: _, ...exact } = single ?? {};
    for (const { service } of [merged, reversed]) {
      expect(service).toMatchObject(exact);
      expect(service?.sum_sq_ms2).toBeCloseTo(sum_sq_ms2, 3);
    }
    if (!merged.service || !single) throw new Error('something was measured');
    expect(percentilesOf(merged.service)(99.9)).toBe(percentilesOf(single)(99.9));
  });
});

const CLIENT = 'test/e2e/client.test.ts';
const AUTOCANNON = 'test/e2e/autocannon.test.ts';
const SCHEDULES = 'test/scenario/arrivals';
const SCHEDULE = 'test/runner/arrival-source.test.ts';

// Where such a mistake would be made, a test of that part holds it.
describe('a defect of other tools that is held elsewhere', () => {
  it.each([
    ['autocannon', 'samples that nobody measured', AUTOCANNON, 'makes up no samples'],
    ['autocannon', 'a success without a reply', AUTOCANNON, 'does not exit with 0'],
    [
      'autocannon',
      'bursts instead of a pace',
      `${SCHEDULES}/constant-rate.test.ts`,
      'puts no 100 ms bucket off by more than one',
    ],
    [
      'inference-perf',
      'a constant rate that is drawn',
      `${SCHEDULES}/constant-rate.test.ts`,
      'is no exponential in disguise',
    ],
    [
      'inference-perf',
      'arrivals without a seed',
      `${SCHEDULES}/poisson.test.ts`,
      'follows from the seed alone',
    ],
    [
      'GuideLLM',
      'one seed for all workers',
      `${SCHEDULES}/poisson.test.ts`,
      'is sample for sample the schedule of one worker',
    ],
    [
      'GuideLLM',
      'a guessed unit of a trace',
      `${SCHEDULES}/replay.test.ts`,
      'reads the unit that it is told, and guesses none',
    ],
    [
      'inference-perf',
      'a stream whose cost grows with the square of its length',
      'test/e2e/long-streams.test.ts',
      'ten times as long a stream takes at most twelve times the CPU',
    ],
    ['GuideLLM', 'durations of the wall clock', SCHEDULE, 'knows no wall clock'],
    ['vLLM, SGLang', 'gaps that add up to a lower rate', SCHEDULE, 'is paced against the clock'],
    [
      'k6',
      'dropped work that is called a result',
      'test/e2e/cli-unfit.test.ts',
      'is that of a load that dropped items',
    ],
    [
      'vLLM',
      'a role as the first token',
      'test/client/providers/openai-chat.test.ts',
      "name: 'a role', piece: ROLE, kind: 'none'",
    ],
    [
      'SGLang',
      'no first token of a stream that reasons',
      'test/measure/worked-stream.test.ts',
      'counts reasoning as first token and not as first output',
    ],
    ['SGLang', 'a socket for each request', CLIENT, 'expect(server.sockets()).toBe(width)'],
    [
      'SGLang',
      'the handshake in the first token',
      'test/measure/recorder.test.ts',
      'takes each duration from the timestamps by its definition',
    ],
    [
      'vLLM',
      'a buffer that holds a stream up',
      'test/e2e/large-bodies.test.ts',
      'within 5 % of the 4 s',
    ],
    [
      'Dynamo',
      'a token that is told before its time',
      'test/e2e/large-bodies.test.ts',
      'and never below',
    ],
    [
      'Dynamo',
      'fewer requests than slots',
      'test/analyze/validity/validity.test.ts',
      'says that 20 items are too few',
    ],
    [
      'vLLM',
      'ten errors, without status or text',
      'test/measure/error-groups.test.ts',
      'keeps 50 groups and puts what comes then into one',
    ],
  ])('%s: %s', (_tool, _defect, file, test) => {
    expect(readFileSync(file, 'utf8')).toContain(test);
  });
});
