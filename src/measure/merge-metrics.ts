import type { Cost, ErrorGroup, Metrics, Round, ServerTruth } from '../core/run-result.ts';
import { DISTRIBUTIONS, ROUND_DISTRIBUTIONS } from '../core/run-result.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { mergeBounds } from './error-bounds.ts';
import { MOST_GROUPS } from './error-groups.ts';
import { median, mergeFigures } from './merge-figures.ts';
import { mergeTokens } from './merge-tokens.ts';

/**
 * The metrics of several rounds as one: makespan and throughput are medians, counts are sums, distributions hold every
 * value, and what can only be shown of one round is that of the round with the median makespan.
 */
export function mergeMetrics(rounds: readonly [Metrics, ...Metrics[]]): Metrics {
  if (rounds.length === 1) return rounds[0];
  const middle = medianRound(rounds);
  const attempts = sumFields(mapAll(rounds, (metrics) => metrics.attempts));
  const tried = sum(rounds, ({ attempts: { total }, amplification }) =>
    amplification === undefined ? 0 : total / amplification,
  );
  return {
    makespan_ms: median(rounds.map(({ makespan_ms }) => makespan_ms)),
    throughput_per_s: median(rounds.map(({ throughput_per_s }) => throughput_per_s)),
    counts: sumFields(mapAll(rounds, ({ counts }) => counts)),
    attempts,
    ...mergeOverflowed(rounds),
    ...(tried > 0 && { amplification: attempts.total / tried }),
    ...mergeHedges(rounds),
    in_flight: {
      peak: Math.max(...rounds.map(({ in_flight }) => in_flight.peak)),
      mean: median(rounds.map(({ in_flight }) => in_flight.mean)),
    },
    tokens: mergeTokens(rounds.map(({ tokens }) => tokens)),
    ...mergeFigures(rounds),
    ...mergeDistributions(rounds),
    timeline: middle.timeline,
    ...(middle.lanes && { lanes: middle.lanes }),
    ...(middle.heat && { heat: middle.heat }),
    ...(middle.limit_trace && { limit_trace: middle.limit_trace }),
    ...(rounds[0].told_limits && { told_limits: rounds[0].told_limits }),
    ...mergeCosts(rounds),
    errors: mergeErrors(rounds),
    ...mergeServers(rounds),
  };
}

/** What is kept of a round by itself. */
export function toRound(
  metrics: Metrics,
  { round, seed, fingerprint }: Pick<Round, 'round' | 'seed'> & { fingerprint: string | undefined },
): Round {
  const { makespan_ms, throughput_per_s, counts, attempts, tokens, cost, latency } = metrics;
  const distributions = ROUND_DISTRIBUTIONS.flatMap((name) => {
    const { [name]: distribution } = metrics;
    return distribution ? [[name, distribution] as const] : [];
  });
  return {
    round,
    seed,
    makespan_ms,
    throughput_per_s,
    counts,
    attempts: { total: attempts.total, rate_limited: attempts['rate-limited'] },
    tokens: {
      input: tokens.input,
      output: tokens.output,
      ...(tokens.wasted && { wasted_output: tokens.wasted.output }),
    },
    ...(cost && { cost: { usd: cost.usd, wasted_usd: cost.wasted_usd } }),
    ...(distributions.length > 0 && { distributions: Object.fromEntries(distributions) }),
    ...(latency && { latency_p95_ms: latency.p95_ms }),
    ...(fingerprint !== undefined && { fingerprint }),
  };
}

function mergeDistributions(rounds: readonly Metrics[]): Partial<Metrics> {
  const merged = DISTRIBUTIONS.flatMap((name) => {
    const histogram = new DurationHistogram(name);
    for (const { [name]: distribution } of rounds) if (distribution) histogram.add(distribution);
    const distribution = histogram.toDistribution();
    return distribution ? [[name, distribution] as const] : [];
  });
  return Object.fromEntries(merged);
}

function mergeErrors(rounds: readonly Metrics[]): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>();
  for (const group of rounds.flatMap(({ errors }) => errors)) {
    const { outcome, stage, status, error_type, message } = group;
    const key = JSON.stringify([outcome, stage, status, error_type, message]);
    const known = groups.get(key);
    groups.set(key, known ? addGroup(known, group) : group);
  }
  const sorted = [...groups.values()].sort((a, b) => b.count - a.count);
  return [...sorted.slice(0, MOST_GROUPS), ...foldOthers(sorted.slice(MOST_GROUPS))];
}

/** Groups that there is no room for, as one named `other` for each outcome: no attempt gets lost. */
function foldOthers(groups: readonly ErrorGroup[]): ErrorGroup[] {
  const others = new Map<string, ErrorGroup>();
  for (const { outcome, stage: _, status: __, error_type: ___, ...rest } of groups) {
    const group = { ...rest, outcome, message: 'other' };
    const known = others.get(outcome);
    others.set(outcome, known ? addGroup(known, group) : group);
  }
  return [...others.values()];
}

/** Keeps the identity and the example of the first. */
function addGroup(
  group: ErrorGroup,
  { count, later_ok, items, ...bounds }: ErrorGroup,
): ErrorGroup {
  return {
    ...group,
    count: group.count + count,
    later_ok: group.later_ok + later_ok,
    ...(items !== undefined && { items: items + (group.items ?? 0) }),
    ...mergeBounds(group, bounds),
  };
}

/** A price list holds for a whole run. */
function mergeCosts(rounds: readonly Metrics[]): { cost?: Cost } {
  const [first, ...others] = rounds.flatMap(({ cost }) => cost ?? []);
  if (!first) return {};
  const costs = [first, ...others];
  const completed = sum(rounds, ({ counts }) => counts.completed);
  const usd = sum(costs, (cost) => cost.usd);
  const untold = sum(costs, ({ untold_attempts = 0 }) => untold_attempts);
  return {
    cost: {
      usd,
      wasted_usd: sum(costs, ({ wasted_usd }) => wasted_usd),
      ...(completed > 0 && { per_thousand_ok_usd: (usd / completed) * 1_000 }),
      ...(untold > 0 && { untold_attempts: untold }),
      prices_date: first.prices_date,
    },
  };
}

function mergeOverflowed(rounds: readonly Metrics[]): Pick<Metrics, 'overflowed'> {
  const overflowed = sum(rounds, (metrics) => metrics.overflowed ?? 0);
  return overflowed > 0 ? { overflowed } : {};
}

function mergeHedges(rounds: readonly Metrics[]): Pick<Metrics, 'hedges'> {
  const [first, ...others] = rounds.flatMap(({ hedges }) => hedges ?? []);
  return first ? { hedges: sumFields([first, ...others]) } : {};
}

function mergeServers(rounds: readonly Metrics[]): { server?: ServerTruth } {
  const servers = rounds.flatMap(({ server }) => server ?? []);
  if (servers.length === 0) return {};
  const overheads = servers.flatMap(({ overhead_p50_ms }) => overhead_p50_ms ?? []);
  const slowest = servers.flatMap(({ overhead_p99_ms }) => overhead_p99_ms ?? []);
  return {
    server: {
      requests: sum(servers, ({ requests }) => requests),
      peak_in_flight: Math.max(...servers.map(({ peak_in_flight }) => peak_in_flight)),
      hidden_attempts: sum(servers, ({ hidden_attempts }) => hidden_attempts),
      ...sumOfKnown(servers, 'statuses_differ'),
      ...sumOfKnown(servers, 'tokens_differ'),
      ...sumOfKnown(servers, 'faster_than_server'),
      ...(overheads.length > 0 && { overhead_p50_ms: median(overheads) }),
      ...(slowest.length > 0 && { overhead_p99_ms: Math.max(...slowest) }),
    },
  };
}

function sumOfKnown(
  servers: readonly ServerTruth[],
  name: 'statuses_differ' | 'tokens_differ' | 'faster_than_server',
): Partial<ServerTruth> {
  const known = servers.flatMap(({ [name]: value }) => value ?? []);
  return known.length > 0 ? { [name]: sum(known, (value) => value) } : {};
}

/** Of an even number the lower one, so that it is a round that took place. */
function medianRound(rounds: readonly [Metrics, ...Metrics[]]): Metrics {
  const sorted = [...rounds].sort((a, b) => a.makespan_ms - b.makespan_ms);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? rounds[0];
}

function mapAll<T, U>([first, ...others]: readonly [T, ...T[]], of: (value: T) => U): [U, ...U[]] {
  return [of(first), ...others.map(of)];
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}

/** Adds up records of numbers, field by field. */
function sumFields<T extends { readonly [K in keyof T]: number }>(
  records: readonly [T, ...T[]],
): T {
  const total = { ...records[0] };
  for (const field in total) {
    total[field] = sum(records, (record) => record[field]) as T[typeof field];
  }
  return total;
}
