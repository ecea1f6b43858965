import type { METRICS, MetricName, MetricUnit } from './metric.ts';
import type { DurationText } from './units.ts';

/** One figure of a strategy. */
export interface Reading {
  /** `throughput of semaphore-16`. */
  readonly name: string;
  readonly unit: MetricUnit;
  /** In `unit`; +∞ where items were never answered. `undefined` when there is no data. */
  readonly value: number | undefined;
}

/** What can be read from a distribution. */
export interface TrendReadings {
  readonly min: Reading;
  readonly mean: Reading;
  readonly max: Reading;
  readonly stddev: Reading;
  readonly p50: Reading;
  readonly p90: Reading;
  readonly p95: Reading;
  readonly p99: Reading;
  /** @param percentile above 0, at most 100 */
  p(percentile: number): Reading;
}

/** Every metric of a strategy, by the names of thresholds. */
export type StrategyReadings = {
  readonly [M in MetricName]: (typeof METRICS)[M]['kind'] extends 'trend' ? TrendReadings : Reading;
};

/** A number in the reading's unit, a duration, a percentage, or another reading. */
export type AssertLimit = number | DurationText | `${number}%` | Reading;

/** One side of an expectation: a limit, or a multiple of another reading. */
type Expect = (
  ...limit: [limit: AssertLimit] | [factor: number, times: 'times', of: Reading]
) => void;

/** What can be asked of a reading. Nothing throws when it does not hold: all expectations of a scenario are reported. */
export interface ReadingExpectation {
  readonly toBeAtLeast: Expect;
  readonly toBeAtMost: Expect;
  readonly toBeAbove: Expect;
  readonly toBeBelow: Expect;
}

/** What an assertion works with. */
export interface AssertContext {
  /** The figures of a strategy. @throws {RangeError} when no strategy has that name */
  by(strategy: string): StrategyReadings;
  expect(reading: Reading): ReadingExpectation;
}
