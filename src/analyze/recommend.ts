import { isOracle } from '../core/oracle.ts';
import type { RunResult, StrategyResult } from '../core/run-result.ts';
import type { ThresholdResult } from '../core/threshold.ts';
import { familyKey } from './family-key.ts';
import { sameSchedule } from './identical.ts';
import { makespanOf, throughputOf } from './rounds.ts';

/** Which strategy to use, derived once: headline, stars and terminal all read this. Names are the user's. */
export interface Recommendation {
  /** Absent when nothing is feasible, or when the run supports no conclusion. */
  readonly strategy?: string;
  /**
   * All that are as fast as the recommended one, itself included: fastest first, then those whose schedules are identical to
   * one of them.
   */
  readonly tied: readonly string[];
  /** The recommended one and all whose schedules are identical to it, in the scenario's order. */
  readonly starred: readonly string[];
  /** The best size of each family that has a feasible one, fastest first. */
  readonly bestOfFamilies: readonly string[];
  /** All that do the work, in the scenario's order. */
  readonly feasible: readonly string[];
  /** The least bad one; only when nothing is feasible. */
  readonly closest?: string;
}

/** Within a family, a smaller size with this share of the best throughput is preferred: more slots bring nothing. */
const PLATEAU = 0.97;

/** Makespans up to this factor apart count as equal. */
const TIE = 1.03;

/**
 * Picks the strategy to use: one that answers every item and holds all its thresholds. Sizes of one family compete by the
 * plateau rule, families by their makespan. One that knows the answers beforehand is none to use.
 */
export function recommend(result: RunResult): Recommendation {
  const able = result.strategies.filter(
    (strategy) => answeredEverything(strategy) && brokenThresholds(result, strategy).length === 0,
  );
  const candidates = able.filter((strategy) => !isOracle(strategy));
  const names = namesOf(able);
  if (!result.complete || result.verdict.status === 'invalid') {
    return { tied: [], starred: [], bestOfFamilies: [], feasible: names };
  }

  const fastest = families(candidates)
    .map(smallestOnPlateau)
    .map((strategy) => ({ strategy, makespan: makespanOf(strategy).centre }))
    .sort((a, b) => a.makespan - b.makespan);
  const best = fastest[0];
  if (!best) {
    return {
      tied: [],
      starred: [],
      bestOfFamilies: [],
      feasible: names,
      ...closestTo(result.strategies.filter((strategy) => !isOracle(strategy))),
    };
  }

  const tied = fastest
    .filter(({ makespan }) => makespan <= best.makespan * TIE)
    .map(({ strategy }) => strategy);
  return {
    strategy: best.strategy.name,
    tied: namesOf(new Set([...tied, ...sameAs(tied, candidates)])),
    starred: namesOf(sameAs([best.strategy], candidates)),
    bestOfFamilies: fastest.map(({ strategy }) => strategy.name),
    feasible: names,
  };
}

/** Thresholds that the strategy does not hold, warnings left out. A regression is no reason against a strategy. */
function brokenThresholds(
  { thresholds = [] }: RunResult,
  { name }: StrategyResult,
): readonly ThresholdResult[] {
  return thresholds.filter(
    ({ strategy, verdict, severity }) =>
      strategy === name && severity === 'error' && (verdict === 'fail' || verdict === 'no-data'),
  );
}

/** The candidates that are one of these, or have its very schedule. */
function sameAs(
  these: readonly StrategyResult[],
  candidates: readonly StrategyResult[],
): readonly StrategyResult[] {
  return candidates.filter((candidate) =>
    these.some((each) => each === candidate || sameSchedule(each, candidate)),
  );
}

function namesOf(strategies: Iterable<StrategyResult>): readonly string[] {
  return Array.from(strategies, ({ name }) => name);
}

/** Whether the strategy ran to its end and every item was answered in the end. */
export function answeredEverything({ complete, metrics: { counts } }: StrategyResult): boolean {
  return complete && counts.scheduled > 0 && counts.completed === counts.scheduled;
}

type Family = readonly [StrategyResult, ...StrategyResult[]];

/** Strategies that differ in nothing but a numeric `size`. */
function families(strategies: readonly StrategyResult[]): readonly Family[] {
  const byKey = new Map<string, Family>();
  for (const strategy of strategies) {
    const key = familyKey(strategy);
    const others = byKey.get(key);
    byKey.set(key, others ? [...others, strategy] : [strategy]);
  }
  return [...byKey.values()];
}

/** The smallest size whose throughput is at least 0.97 of the family's best. */
function smallestOnPlateau([first, ...others]: Family): StrategyResult {
  const family = [first, ...others];
  const best = Math.max(...family.map((strategy) => throughputOf(strategy).centre));
  return family
    .filter((strategy) => throughputOf(strategy).centre >= PLATEAU * best)
    .reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));
}

function closestTo(strategies: readonly StrategyResult[]): { closest?: string } {
  const ranked = strategies
    .map((strategy) => ({
      name: strategy.name,
      unanswered: unansweredShare(strategy),
      makespan: makespanOf(strategy).centre,
    }))
    .sort((a, b) => a.unanswered - b.unanswered || a.makespan - b.makespan);
  return ranked[0] ? { closest: ranked[0].name } : {};
}

function unansweredShare({ metrics: { counts } }: StrategyResult): number {
  return counts.scheduled === 0 ? 1 : 1 - counts.completed / counts.scheduled;
}

function sizeOf({ options }: StrategyResult): number {
  return typeof options.size === 'number' ? options.size : Number.POSITIVE_INFINITY;
}
