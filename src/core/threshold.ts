import type { METRIC_ALIASES, METRICS, MetricAlias, MetricName, MetricUnit } from './metric.ts';
import type { Duration, Milliseconds } from './units.ts';

export type Operator = '<' | '<=' | '>' | '>=' | '==' | '!=';

type Order = '<' | '<=' | '>' | '>=';
type Span = `${number}${'us' | 'ms' | 's' | 'min' | 'h'}`;
type Percentile = `p${number}` | 'median';

/** `p95 < 800ms`, or, held against an earlier run, `p95 <= baseline + 10%`. */
export type TrendExpression =
  | `${'min' | 'mean' | 'max' | 'stddev' | Percentile} ${Order} ${Span}`
  | `${Percentile} ${'<' | '<='} baseline${'' | ` + ${number}%`}`;
/** `rate < 1%`, which is the same as `rate < 0.01`. */
export type ShareExpression = `rate ${Operator} ${number}${'' | '%'}`;
export type CountExpression = `count ${Operator} ${number}`;
export type PerTimeExpression = `${'perSec' | 'perMin'} ${Operator} ${number}`;
export type ValueExpression = `value ${Operator} ${number}${'' | '%'}`;
export type SpanExpression = `value ${Operator} ${Span}`;

interface Expressions {
  readonly trend: TrendExpression;
  readonly share: ShareExpression;
  readonly count: CountExpression;
  readonly perTime: PerTimeExpression;
  readonly value: ValueExpression;
}

type LongName<M extends MetricName | MetricAlias> = M extends MetricAlias
  ? (typeof METRIC_ALIASES)[M]
  : M;

/** What may be said of a metric. */
export type ExpressionOf<M extends MetricName | MetricAlias> = (typeof METRICS)[LongName<M> &
  MetricName] extends { kind: 'value'; unit: 'ms' }
  ? SpanExpression
  : Expressions[(typeof METRICS)[LongName<M> & MetricName]['kind']];

/** A threshold with what becomes of it. */
export interface ThresholdOptions<E extends string = string> {
  readonly expr: E;
  /** `warn`: it is printed and never changes the exit code. @default 'error' */
  readonly severity?: 'error' | 'warn';
  /** Ends the run as soon as it fails; looked at every second, from `after` on. @default false */
  readonly abort?: boolean | { readonly after: Duration };
  /** What a metric without a single value means. @default 'fail' */
  readonly onNoData?: 'fail' | 'skip';
}

type RuleInput<E extends string> = E | ThresholdOptions<E>;

/**
 * Limits that a run must keep, by metric: `latency: ['p95 < 800ms', 'p99.9 < 3s']`. A metric may be narrowed to some
 * strategies: `'latency{strategy=semaphore-*}': 'p95 < 2s'`; without that each strategy is judged by itself.
 */
export type Thresholds = {
  readonly [M in MetricName | MetricAlias as M | `${M}{${string}}`]?:
    | RuleInput<ExpressionOf<M>>
    | readonly RuleInput<ExpressionOf<M>>[];
};

/** What is read from a metric. */
export type Aggregate =
  | 'min'
  | 'mean'
  | 'max'
  | 'stddev'
  | 'percentile'
  | 'rate'
  | 'count'
  | 'perSec'
  | 'perMin'
  | 'value';

/** A threshold as a plan holds it: checked, in long names and in our units. */
export interface ThresholdRule {
  /** With its selector, in the long form: `latency{strategy=semaphore-*}`. */
  readonly key: string;
  /** In the long form: `p95 < 800ms`. */
  readonly expr: string;
  readonly metric: MetricName;
  readonly aggregate: Aggregate;
  /** Only of a percentile: above 0, at most 100. */
  readonly percentile?: number;
  readonly op: Operator;
  /** In the metric's unit: milliseconds, a share of 0 to 1, per second or per minute as written. Absent beside `baseline`. */
  readonly limit?: number;
  /** How much worse than the baseline is accepted, as a share. */
  readonly baseline?: { readonly tolerance: number };
  /** Names of strategies, `*` standing for anything. Absent: each strategy. */
  readonly strategy?: string;
  /** Kinds of outcome, `*` standing for anything; of `attempts` only. */
  readonly outcome?: string;
  readonly severity: 'error' | 'warn';
  readonly onNoData: 'fail' | 'skip';
  /** Ends the run when it fails. `after`: milliseconds from the start of a round. */
  readonly abort?: { readonly after: Milliseconds };
}

/**
 * What is said of one threshold. `regressed` and `inconclusive` only of those against a baseline; `error`: the assertion
 * function itself broke.
 */
export type ThresholdVerdict =
  | 'pass'
  | 'fail'
  | 'no-data'
  | 'skipped'
  | 'regressed'
  | 'inconclusive'
  | 'error';

/** A threshold held against one strategy, or one assertion of the scenario. */
export interface ThresholdResult {
  /** `latency{strategy=semaphore-*}`; `assert` for an assertion. */
  readonly key: string;
  readonly expr: string;
  /** Absent for an assertion, which may look at several. */
  readonly strategy?: string;
  /** Of `actual` and `limit`; absent where there are none. */
  readonly unit?: MetricUnit | 'per_min';
  /** Absent without data, and for +∞. */
  readonly actual?: number;
  /** The true value is `actual` or more: items were cut off before they were answered. */
  readonly at_least?: true;
  /** Items without an answer; where they make the value +∞, `actual` is absent. */
  readonly never_answered?: number;
  /** Absent where nothing is known to hold against. */
  readonly limit?: number;
  /** Distance to the limit divided by the limit, positive on the passing side. Absent for a limit of 0 and for +∞. */
  readonly margin?: number;
  /** Values behind `actual`: items or attempts. */
  readonly n?: number;
  /**
   * Whose values they are: all scheduled items (those without an answer count as +∞), ok attempts, or whatever was
   * measured.
   */
  readonly population?: 'scheduled' | 'ok' | 'measured';
  readonly verdict: ThresholdVerdict;
  readonly severity: 'error' | 'warn';
  /** The limit lies inside the histogram bucket of the value: it was decided on the value. */
  readonly marginal: boolean;
  /** Fewer than 10 values lie beyond the percentile. */
  readonly low_n: boolean;
  /** It ended the run. */
  readonly aborted?: true;
  /** What the numbers do not say: why there is no data, or what an assertion says. */
  readonly message?: string;
}
