import type { StrategyResult } from '../../../src/core/run-result.ts';

/** Mean and standard deviation over seeds. */
export interface Figure {
  readonly mean: number;
  readonly deviation: number;
}

/** What a way to call gave, over all seeds. */
export interface Figures {
  /** Seconds. */
  readonly makespan: Figure;
  /** Per cent of the items. */
  readonly answered: Figure;
  readonly attemptsPerItem: Figure;
  /** 95th percentile of a seed's answered attempts, in seconds. */
  readonly serviceP95: Figure;
  /** US dollars of a seed, and of 1,000 answers; absent where no price is known. */
  readonly cost?: { readonly usd: number; readonly perThousand: number; readonly atLeast: boolean };
}

/** What a strategy's rounds gave. */
export function figuresOf({ rounds, metrics }: StrategyResult): Figures {
  return {
    makespan: figureOf(rounds.map(({ makespan_ms }) => makespan_ms / 1_000)),
    answered: figureOf(rounds.map(({ counts }) => (100 * counts.completed) / counts.scheduled)),
    attemptsPerItem: figureOf(
      rounds.map(({ attempts, counts }) => attempts.total / counts.scheduled),
    ),
    serviceP95: figureOf(
      rounds.map(({ distributions }) => (distributions?.service?.p95_ms ?? Number.NaN) / 1_000),
    ),
    ...costOf(metrics, rounds.length),
  };
}

function costOf({ cost }: StrategyResult['metrics'], rounds: number): Pick<Figures, 'cost'> {
  if (cost?.per_thousand_ok_usd === undefined) return {};
  const atLeast = cost.untold_attempts !== undefined;
  return { cost: { usd: cost.usd / rounds, perThousand: cost.per_thousand_ok_usd, atLeast } };
}

/** @param values at least one */
function figureOf(values: readonly number[]): Figure {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}
