import type { OutcomeKind } from '../../src/core/outcome.ts';
import { OUTCOME_KINDS } from '../../src/core/outcome.ts';
import type { Json, Plan } from '../../src/core/plan.ts';
import { createRng } from '../../src/core/rng.ts';
import type {
  Distribution,
  ErrorGroup,
  ItemCounts,
  Metrics,
  Round,
  RunResult,
  StrategyResult,
} from '../../src/core/run-result.ts';
import { DurationHistogram } from '../../src/measure/duration-histogram.ts';
import { aMockPlan, rpm } from './mock-plan.ts';

/** A distribution of these values; absent when there are none. */
export function aDistribution(milliseconds: readonly number[]): Distribution | undefined {
  const histogram = new DurationHistogram('test');
  for (const ms of milliseconds) histogram.record(Math.round(ms * 1_000));
  return histogram.toDistribution();
}

/** What a strategy of a test is like. Everything has a default. */
export interface StrategyShape {
  readonly name?: string;
  readonly kind?: string;
  readonly options?: { readonly [option: string]: Json };
  /** @default 60 */
  readonly items?: number;
  /** Attempts that run side by side. @default 10 */
  readonly slots?: number;
  /** Median service time. @default 2000 */
  readonly service?: number;
  /** Items that are refused, and how often each before it succeeds. @default none */
  readonly refused?: { readonly items: number; readonly times: number };
  /** Of the items, how many end unanswered. @default 0 */
  readonly failed?: number;
  readonly complete?: boolean;
  /** Makespans of several rounds. @default one round, as simulated */
  readonly makespans?: readonly number[];
  /** Event logs of its rounds, in virtual time. @default none: the clock was real */
  readonly fingerprints?: readonly string[];
  /** Overrides whatever the simulation says. */
  readonly metrics?: Partial<Metrics>;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A strategy's result, simulated: `slots` servers that each take the next item when they are free. */
export function aStrategy(shape: StrategyShape = {}): StrategyResult {
  const { name = 'semaphore-10', kind = 'semaphore', items = 60, slots = 10, failed = 0 } = shape;
  const { complete = true, options = {} } = shape;
  const calls = simulate(shape, items, slots);
  const spans = calls.flatMap(({ attempts }) => attempts);
  const makespan = Math.max(0, ...calls.map(({ done }) => done));
  const counts = { scheduled: items, completed: items - failed, failed, dropped: 0, incomplete: 0 };
  const answered = calls.slice(0, counts.completed);
  const perSecond = makespan > 0 ? counts.completed / (makespan / 1_000) : 0;
  const refusals = spans.length - calls.length;
  const metrics: Metrics = {
    makespan_ms: makespan,
    throughput_per_s: perSecond,
    counts,
    attempts: attemptCounts({
      ok: counts.completed,
      'rate-limited': refusals,
      'server-error': failed,
    }),
    ...(items > 0 && { amplification: spans.length / items }),
    in_flight: { peak: peakOf(spans), mean: makespan > 0 ? busy(spans) / makespan : 0 },
    tokens: { input: items * 12, output: counts.completed * 64 },
    ...present('latency', aDistribution(answered.map(({ done }) => done))),
    ...present('call', aDistribution(answered.map(({ done, sent }) => done - sent))),
    ...present('service', aDistribution(answered.map(({ service }) => service))),
    ...present('queue', aDistribution(calls.map(({ sent }) => sent))),
    timeline: aTimeline(calls, makespan),
    errors: [...refusalGroup(refusals, calls), ...failureGroup(failed)],
    ...shape.metrics,
  };
  const rounds = (shape.makespans ?? [makespan]).map((each, round) => ({
    ...aRound(each, round, counts, spans.length, refusals),
    ...present('latency_p95_ms', metrics.latency?.p95_ms),
    ...present('fingerprint', shape.fingerprints?.[round]),
  }));
  return { name, kind, options, complete, rounds, metrics };
}

/** A result with these strategies: complete, on the mock, and passed, unless said otherwise. */
export function aRun(
  strategies: readonly StrategyResult[] = [aStrategy()],
  overrides: Partial<RunResult> = {},
): RunResult {
  return {
    schemaVersion: 1,
    scenario: 'concurrency',
    question: 'How many requests in flight for 60 two-second calls?',
    started_at: '2026-11-21T20:14:07.123Z',
    plan: aPlan(strategies),
    seed: 42,
    clock: { kind: 'real' },
    environment: {
      tool: '0.1.0',
      node: '24.21.0',
      os: 'Linux 6.12',
      arch: 'x64',
      cpu: 'AMD EPYC 7B13',
      cores: 2,
      memory_gib: 8,
    },
    complete: true,
    strategies,
    verdict: { status: 'pass', exitCode: 0, reasons: [] },
    warnings: [],
    ...overrides,
  };
}

function aPlan(strategies: readonly StrategyResult[]): Plan {
  return {
    scenario: 'concurrency',
    seed: 42,
    seeds: Array.from(
      { length: Math.max(1, ...strategies.map(({ rounds }) => rounds.length)) },
      (_, round) => 42 + round,
    ),
    clock: 'real',
    target: {
      kind: 'mock',
      api: 'anthropic',
      model: 'mock-llm-1',
      stream: false,
      client: 'http',
      freshClient: false,
      mock: aMockPlan({ seed: 42, limits: [rpm(600, 20)] }),
    },
    workload: {
      kind: 'count',
      count: strategies[0]?.metrics.counts.scheduled ?? 0,
      maxTokens: 256,
    },
    retry: {
      maxRetries: 2,
      base: 500,
      factor: 2,
      cap: 8_000,
      jitter: 'full',
      retryAfter: 'exact',
      maxRetryAfter: 60_000,
    },
    timeouts: { total: 60_000 },
    strategies: strategies.map(({ name, kind, options }) => ({ name, kind, options })),
  };
}

interface Call {
  readonly sent: number;
  readonly service: number;
  readonly done: number;
  readonly attempts: readonly Span[];
}

/** Back-off after a refusal. */
const BACKOFF = 1_500;
const REJECT = 5;

function simulate(shape: StrategyShape, items: number, slots: number): readonly Call[] {
  const { service = 2_000, refused = { items: 0, times: 0 } } = shape;
  const rng = createRng(7);
  const free = Array.from({ length: Math.max(1, Math.min(slots, items)) }, () => 0);
  return Array.from({ length: items }, (_, item) => {
    const slot = free.indexOf(Math.min(...free));
    const sent = free[slot] ?? 0;
    // Log-normal with a coefficient of variation of about 0.35.
    const normal = Math.sqrt(-2 * Math.log(1 - rng.uniform('a', item)));
    const own = service * Math.exp(0.35 * normal * Math.cos(2 * Math.PI * rng.uniform('b', item)));
    const refusals = item >= items - refused.items ? refused.times : 0;
    const attempts: Span[] = [];
    let at = sent;
    for (let attempt = 0; attempt < refusals; attempt++) {
      attempts.push({ from: at, to: at + REJECT });
      at += REJECT + BACKOFF * 2 ** attempt * (0.5 + rng.uniform('c', item, attempt));
    }
    attempts.push({ from: at, to: at + own });
    free[slot] = at + own;
    return { sent, service: own, done: at + own, attempts };
  });
}

function aTimeline(calls: readonly Call[], makespan: number): Metrics['timeline'] {
  const buckets = makespan > 0 ? 400 : 0;
  const bucket_ms = makespan > 0 ? makespan / buckets : 1;
  const inBucket = (at: number) => Math.min(buckets - 1, Math.floor(at / bucket_ms));
  const spans = calls.flatMap(({ attempts }) => attempts);
  const row = (each: (bucket: number) => number) =>
    Array.from({ length: buckets }, (_, i) => each(i));
  const refusals = calls.flatMap(({ attempts }) => attempts.slice(0, -1));
  return {
    bucket_ms,
    in_flight: row((i) => overlap(spans, i * bucket_ms, (i + 1) * bucket_ms) / bucket_ms),
    rate_limited: row((i) => refusals.filter(({ to }) => inBucket(to) === i).length),
    completed: row((i) => calls.filter(({ done }) => inBucket(done) === i).length),
    started: row((i) => spans.filter(({ from }) => inBucket(from) === i).length),
  };
}

function overlap(spans: readonly Span[], from: number, to: number): number {
  return spans.reduce(
    (total, span) => total + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)),
    0,
  );
}

function busy(spans: readonly Span[]): number {
  return spans.reduce((total, { from, to }) => total + to - from, 0);
}

function peakOf(spans: readonly Span[]): number {
  const at = (instant: number) => spans.filter(({ from, to }) => from <= instant && instant < to);
  return Math.max(0, ...spans.map(({ from }) => at(from).length));
}

function attemptCounts(counts: Partial<Record<OutcomeKind, number>>): Metrics['attempts'] {
  const entries = OUTCOME_KINDS.map((kind) => [kind, counts[kind] ?? 0] as const);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return { ...(Object.fromEntries(entries) as Record<OutcomeKind, number>), total };
}

function refusalGroup(count: number, calls: readonly Call[]): readonly ErrorGroup[] {
  if (count === 0) return [];
  return [
    {
      outcome: 'rate-limited',
      status: 429,
      error_type: 'rate_limit_error',
      message: 'This request would exceed your limit of <n> requests per minute',
      count,
      later_ok: calls.filter(({ attempts }) => attempts.length > 1).length,
      example: 'This request would exceed your limit of 600 requests per minute',
    },
  ];
}

function failureGroup(count: number): readonly ErrorGroup[] {
  if (count === 0) return [];
  const message = 'Internal server error';
  return [{ outcome: 'server-error', status: 500, message, count, later_ok: 0, example: message }];
}

function aRound(
  makespan_ms: number,
  round: number,
  counts: ItemCounts,
  total: number,
  rate_limited: number,
): Round {
  const throughput_per_s = makespan_ms > 0 ? counts.completed / (makespan_ms / 1_000) : 0;
  const attempts = { total, rate_limited };
  return { round, seed: 42 + round, makespan_ms, throughput_per_s, counts, attempts };
}

function present(
  name: keyof Metrics | keyof Round,
  value: Distribution | number | string | undefined,
) {
  return value === undefined ? {} : { [name]: value };
}

/** The same strategies in virtual time: what is not given a fingerprint gets its name as one. */
export function aVirtualRun(
  strategies: readonly StrategyResult[],
  overrides: Partial<RunResult> = {},
): RunResult {
  const exact = strategies.map((strategy) => ({
    ...strategy,
    rounds: strategy.rounds.map((round) => ({
      ...round,
      fingerprint: round.fingerprint ?? `${strategy.name} ${round.seed}`,
    })),
  }));
  const result = aRun(exact, overrides);
  return {
    ...result,
    plan: { ...result.plan, clock: 'virtual' },
    clock: {
      kind: 'virtual',
      fingerprint: '3f9a1c0277aa12bc',
      events: 4_135,
      virtual_ms: 224_769.156,
      leftover_timers: 0,
    },
  };
}

/** A strategy that lost its slots, so that virtual time stood still: some items were never answered. */
export function aDeadlock(): RunResult {
  const counts = { scheduled: 60, completed: 34, failed: 0, dropped: 0, incomplete: 26 };
  const notice = {
    code: 'strategy-threw',
    message: 'strategy "leaky" stopped with an error: Virtual time stands still at 6.4 s.',
    hint: 'Release slots in a `finally`.',
  };
  const leaky = aStrategy({ name: 'leaky', complete: false, metrics: { counts } });
  return aVirtualRun([aStrategy({ name: 'sequential', kind: 'sequential', slots: 1 }), leaky], {
    complete: false,
    warnings: [notice],
    verdict: { status: 'invalid', exitCode: 12, reasons: [notice] },
  });
}

/** Seven strategies as a first-time user sees them: one that is slow, one that draws refusals, five that are fine. */
export function aComparison(): RunResult {
  const server = (requests: number, peak: number) => ({
    server: {
      requests,
      peak_in_flight: peak,
      hidden_attempts: 0,
      overhead_p50_ms: 1.21,
    },
  });
  return aRun([
    aStrategy({ name: 'sequential', kind: 'sequential', slots: 1, metrics: server(60, 1) }),
    aStrategy({
      name: 'gather',
      kind: 'gather',
      slots: 60,
      refused: { items: 40, times: 3 },
      metrics: server(180, 60),
    }),
    aStrategy({
      name: 'task-group',
      kind: 'task-group',
      options: { size: 20, failFast: true },
      slots: 20,
      refused: { items: 4, times: 1 },
      metrics: server(64, 20),
    }),
    aStrategy({ options: { size: 10, scope: 'item' }, metrics: server(60, 10) }),
    aStrategy({
      name: 'workers-10',
      kind: 'workers',
      options: { size: 10 },
      service: 2_080,
      metrics: server(60, 10),
    }),
    aStrategy({
      name: 'waves-5',
      kind: 'waves',
      options: { size: 5, pause: 300 },
      slots: 5,
      metrics: server(60, 5),
    }),
    aStrategy({
      name: 'pacing',
      kind: 'pacing',
      options: { rpm: 600, size: 100 },
      slots: 8,
      metrics: server(60, 8),
    }),
  ]);
}
