import type { Baseline } from '../../core/baseline.ts';
import type { ExactDifference } from '../../core/comparison.ts';
import { matcherOf } from '../../core/glob.ts';
import { OUTCOME_KINDS } from '../../core/outcome.ts';
import type { RunResult, StrategyResult } from '../../core/run-result.ts';
import { DISTRIBUTIONS } from '../../core/run-result.ts';
import { combineFingerprints } from '../../measure/event-log.ts';

type Figures = { readonly [figure: string]: number | string };

/**
 * Figures that need no statistics, because the same work always gives the same: in virtual time all there are; against the
 * mock on the real clock those that timing has no part in, which refusals and attempts are not; of a real API only the
 * number of items.
 */
export function exactFigures(
  strategy: StrategyResult,
  { clock, plan }: Pick<RunResult, 'clock' | 'plan'>,
): Figures {
  const { counts, tokens, slots, in_flight } = strategy.metrics;
  if (clock.kind === 'virtual') return allFigures(strategy);
  if (plan.target.kind === 'api') return { scheduled: counts.scheduled };
  const wasted = tokens.wasted?.output ?? 0;
  return {
    scheduled: counts.scheduled,
    // Which items fail is a matter of time, and what a strategy makes of it, too.
    ...(counts.failed === 0 && {
      ended: counts.completed,
      ok_tokens_output: tokens.output - wasted,
    }),
    ...(slots && { peak_in_flight: in_flight.peak }),
  };
}

function allFigures({ metrics, rounds }: StrategyResult): Figures {
  const { counts, attempts, tokens, in_flight, makespan_ms } = metrics;
  const sums = DISTRIBUTIONS.flatMap((name) => {
    const { [name]: distribution } = metrics;
    if (!distribution) return [];
    return [
      [`${name} count`, distribution.count],
      [`${name} sum_ms`, distribution.sum_ms],
    ] as const;
  });
  return {
    ...counts,
    attempts: attempts.total,
    ...Object.fromEntries(
      OUTCOME_KINDS.map((kind) => [`attempts{outcome=${kind}}`, attempts[kind]]),
    ),
    tokens_input: tokens.input,
    tokens_output: tokens.output,
    peak_in_flight: in_flight.peak,
    ...Object.fromEntries(sums),
    makespan_ms,
    fingerprint: combineFingerprints(rounds.map(({ fingerprint }) => `${fingerprint}`)),
  };
}

/**
 * What differs between two strategies that did the same work on the same seeds.
 *
 * @param expectChanges figures that may differ, `*` standing for anything; with one of them the times and the fingerprint
 *   follow
 */
export function exactDifferences(
  strategy: string,
  [a, b]: readonly [Figures, Figures],
  expectChanges: readonly string[],
): readonly ExactDifference[] {
  // What only one of them has says that the other did not qualify for it, not that it changed.
  const differing = Object.keys(a).filter((name) => name in b && a[name] !== b[name]);
  const matchers = expectChanges.map(matcherOf);
  const named = (figure: string) => matchers.some((matches) => matches(figure));
  const follow = differing.some(named);
  return differing.map((figure) => ({
    strategy,
    figure,
    a: a[figure] ?? null,
    b: b[figure] ?? null,
    expected: named(figure) || (follow && FOLLOWS.test(figure)),
  }));
}

/** Whatever else changes moves instants with it. */
const FOLLOWS = /(?: sum_ms|makespan_ms|fingerprint)$/;

/** Sums over rounds are comparable only over the same ones. */
export function sameSeeds(a: Baseline, b: Baseline): boolean {
  return a.seeds.length === b.seeds.length && a.seeds.every((seed, i) => seed === b.seeds[i]);
}
