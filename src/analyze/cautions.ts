import type { RunResult } from '../core/run-result.ts';
import type { Notice } from '../core/verdict.ts';

/** Fewer rounds than this say little about a difference between two strategies. */
const FEW_ROUNDS = 5;

/** Below this count the 99th percentile is the slowest value. */
const P99_NEEDS = 101;

/**
 * What a reader must know before believing the numbers: the run's own warnings, then what its shape implies. What is a
 * reason of the verdict already is not said again.
 */
export function cautionsOf(result: RunResult): readonly Notice[] {
  const implied = [
    ...(result.clock.kind === 'virtual' ? oneSeed(result) : fewRounds(result)),
    ...lowCount(result),
    ...mockTarget(result),
  ];
  const known = new Set(result.warnings.map(({ code }) => code));
  const reasons = new Set(result.verdict.reasons.map(({ message }) => message));
  return [
    ...result.warnings.filter(({ message }) => !reasons.has(message)),
    ...implied.filter(({ code }) => !known.has(code)),
  ];
}

function fewRounds({ strategies }: RunResult): Notice[] {
  const rounds = Math.min(...strategies.map((strategy) => Math.max(1, strategy.rounds.length)));
  if (strategies.length < 2 || rounds >= FEW_ROUNDS) return [];
  return [
    {
      code: 'few-rounds',
      message: `${rounds === 1 ? 'one round' : `${rounds} rounds`} per strategy: a small difference may be chance`,
      hint: 'believe differences of a factor; measure again before you act on a few per cent.',
    },
  ];
}

/** Virtual time repeats a seed exactly, so there is no noise; but other draws may turn the order round. */
function oneSeed({ plan, strategies }: RunResult): Notice[] {
  if (strategies.length === 0 || plan.seeds.length > 1) return [];
  return [
    {
      code: 'one-seed',
      message: 'one seed: other draws of latency may give another order',
      hint: 'run it with --seeds 10 to see how far the figures move.',
    },
  ];
}

function lowCount({ strategies }: RunResult): Notice[] {
  const counts = strategies.map(({ metrics }) => metrics.call?.count ?? 0).filter((n) => n > 0);
  const fewest = Math.min(...counts);
  if (counts.length === 0 || fewest >= P99_NEEDS) return [];
  return [
    {
      code: 'low-n',
      message: `p99 of ${fewest} items is the slowest one: read it as a maximum`,
      hint: 'give the workload 1000 items for a p99 that stands on ten of them.',
    },
  ];
}

function mockTarget({ plan }: RunResult): Notice[] {
  if (plan.target.kind !== 'mock') return [];
  return [
    {
      code: 'mock-target',
      message: 'the target is the mock server: its times say nothing about a real API',
      hint: 'compare strategies with it; measure a provider with an api target.',
    },
  ];
}
