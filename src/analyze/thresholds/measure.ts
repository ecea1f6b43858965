import { matcherOf } from '../../core/glob.ts';
import type { MetricName } from '../../core/metric.ts';
import { METRICS } from '../../core/metric.ts';
import { OUTCOME_KINDS } from '../../core/outcome.ts';
import type { DistributionName, Metrics, SoFar, StrategyResult } from '../../core/run-result.ts';
import { costOf, makespanOf } from '../rounds.ts';
import { speedupOf } from '../speedup.ts';
import type { Trend } from './trend.ts';

/** Of a round that still goes on only a part is known. */
type Known = SoFar & Partial<Metrics>;

/** Metrics of a strategy, and the strategy that speed-ups are held against. */
export interface Measured {
  readonly metrics: Known;
  /** Absent for a round that still goes on: it has no speed-up. */
  readonly strategy?: StrategyResult;
  readonly baseline?: StrategyResult | undefined;
}

/** One number with what it was counted from. */
export interface Scalar {
  /** `undefined` without data. */
  readonly value: number | undefined;
  /** Of a share: what it is a share of. */
  readonly n?: number;
}

/** The distribution of a metric, with the population that thresholds judge it by. */
export function trendOf(metric: DistributionName, { counts, ...metrics }: SoFar): Trend {
  const measured = metrics[metric];
  const known = { measured, unanswered: 0, cut: 0, ages: undefined };
  switch (metric) {
    case 'latency':
    case 'call':
    case 'ttft_response':
      // Without streams there is no first token, which is not the same as one that never came.
      if (metric === 'ttft_response' && !measured) return { population: 'scheduled', ...known };
      return {
        population: 'scheduled',
        measured,
        unanswered: counts.failed + counts.dropped,
        cut: counts.incomplete,
        ages: metric === 'latency' ? metrics.incomplete_age : undefined,
      };
    case 'queue':
      // A failed item has waited as any other: only those without an attempt are missing.
      return {
        population: 'scheduled',
        measured,
        ...missing(counts.scheduled - (measured?.count ?? 0), counts.dropped),
        ages: undefined,
      };
    case 'backoff':
    case 'lag':
    case 'attempt':
    case 'connect':
    case 'ttfb':
    case 'incomplete_age':
      return { population: 'measured', ...known };
    default:
      return { population: 'ok', ...known };
  }
}

function missing(unseen: number, dropped: number): Pick<Trend, 'unanswered' | 'cut'> {
  return { unanswered: Math.min(unseen, dropped), cut: Math.max(0, unseen - dropped) };
}

type ScalarName = {
  [M in MetricName]: (typeof METRICS)[M]['kind'] extends 'trend' ? never : M;
}[MetricName];

type Read = (measured: Measured) => Scalar;

const share = (part: number, n: number): Scalar => ({ value: n > 0 ? part / n : undefined, n });
const plain = (read: (metrics: Known) => number | undefined): Read => {
  return ({ metrics }) => ({ value: read(metrics) });
};

/** A rate or a time that is 0 only because nothing took place is no figure. */
const ifWorked = (read: (metrics: Known) => number | undefined): Read =>
  plain((metrics) => ((metrics.makespan_ms ?? 0) > 0 ? read(metrics) : undefined));

/** How every metric that is one number is read. */
const SCALARS: Readonly<Record<ScalarName, Read>> = {
  errors: ({ metrics: { counts } }) => share(counts.failed + counts.dropped, counts.scheduled),
  rate_limited: ({ metrics: { attempts } }) => share(attempts['rate-limited'], attempts.total),
  overloaded: ({ metrics: { attempts } }) => share(attempts.overloaded, attempts.total),
  timeouts: ({ metrics: { attempts } }) => share(attempts.timeout, attempts.total),
  attained: plain(({ attained }) => attained),
  slot_utilisation: plain(({ slot_utilisation }) => slot_utilisation),
  quota_utilisation: plain(({ quota_utilisation }) => quota_utilisation),
  backoff_share: plain(({ backoff_share }) => backoff_share),

  scheduled: plain(({ counts }) => counts.scheduled),
  completed: plain(({ counts }) => counts.completed),
  failed: plain(({ counts }) => counts.failed),
  dropped: plain(({ counts }) => counts.dropped),
  incomplete: plain(({ counts }) => counts.incomplete),
  attempts: plain(({ attempts }) => attempts.total),
  peak_in_flight: plain(({ in_flight }) => in_flight.peak),
  hidden_attempts: plain(({ server }) => server?.hidden_attempts),

  throughput: ifWorked(({ throughput_per_s }) => throughput_per_s),
  throughput_steady: plain(({ throughput_steady_per_s }) => throughput_steady_per_s),
  goodput: plain(({ goodput_per_s }) => goodput_per_s),
  token_goodput: plain(({ token_goodput_per_s }) => token_goodput_per_s),
  output_tokens: plain(({ output_tokens_per_s }) => output_tokens_per_s),
  input_tokens: plain(({ input_tokens_per_s }) => input_tokens_per_s),

  makespan: ({ metrics, strategy }) => ({
    value:
      metrics.counts.completed + metrics.counts.failed === 0
        ? undefined
        : ((strategy && makespanOf(strategy).centre) ?? metrics.makespan_ms),
  }),
  tail: plain(({ tail_ms }) => tail_ms),
  recovery: plain(({ recovery_ms }) => recovery_ms),
  amplification: plain(({ amplification }) => amplification),
  speedup: ({ strategy, baseline }) => ({
    value: strategy && baseline && speedupOf(strategy, baseline),
  }),
  window_overshoot: plain(({ window_overshoot }) => window_overshoot),
  fairness: plain(({ fairness }) => fairness),
  coverage: ({ metrics: { counts } }) => share(counts.completed, counts.scheduled),
  cost: ({ metrics, strategy }) => ({
    value: (strategy && costOf(strategy)?.centre) ?? metrics.cost?.usd,
  }),
  wasted_cost: ({ metrics, strategy }) => ({
    value: (strategy && costOf(strategy, 'wasted_usd')?.centre) ?? metrics.cost?.wasted_usd,
  }),
  wasted_tokens: plain(({ tokens: { wasted } = {} }) => wasted && wasted.input + wasted.output),
};

/** Whether a metric is a distribution. */
export function isTrend(metric: MetricName): metric is Exclude<MetricName, ScalarName> {
  return METRICS[metric].kind === 'trend';
}

/** Reads a metric that is one number. @param outcome glob that narrows attempts to some outcomes */
export function scalarOf(metric: ScalarName, measured: Measured, outcome?: string): Scalar {
  if (metric !== 'attempts' || outcome === undefined) return SCALARS[metric](measured);
  const { attempts } = measured.metrics;
  const kinds = OUTCOME_KINDS.filter(matcherOf(outcome));
  return { value: kinds.reduce((sum, kind) => sum + attempts[kind], 0) };
}
