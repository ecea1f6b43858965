import type { RunResult } from '../core/run-result.ts';
import type { Notice } from '../core/verdict.ts';
import { validityCautions } from './validity/validity.ts';

/** Fewer rounds than this say little about a difference between two strategies. */
const FEW_ROUNDS = 5;

/** Below this count the 99th percentile is the slowest value. */
const P99_NEEDS = 101;

/** Prices change; older ones than this, in days, are doubtful. */
const PRICES_AGE = 90;

const DAY = 24 * 3_600_000;

/**
 * What a reader must know before believing the numbers: the run's own warnings, then what its shape implies. What is a
 * reason of the verdict already is not said again.
 */
export function cautionsOf(result: RunResult): readonly Notice[] {
  const implied = [
    ...validityCautions(result),
    ...(result.clock.kind === 'virtual' ? oneSeed(result) : fewRounds(result)),
    ...lowCount(result),
    ...mockTarget(result),
    ...untoldCost(result),
    ...oldPrices(result),
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

/** An attempt that was cut off may be on the bill, though nobody told for how much. */
function untoldCost({ strategies }: RunResult): Notice[] {
  const untold = strategies.filter(({ metrics }) => metrics.cost?.untold_attempts);
  if (untold.length === 0) return [];
  const each = untold.map(({ name, metrics }) => `${name} ${metrics.cost?.untold_attempts}`);
  return [
    {
      code: 'untold-cost',
      message: `attempts that were cut off may be billed for more than they told: ${each.join(', ')}`,
      hint: "read these costs as least values; the provider's bill tells the rest.",
    },
  ];
}

/** What the mock is said to cost does not age. */
function oldPrices({ plan: { target, price }, started_at }: RunResult): Notice[] {
  if (target.kind === 'mock' || !price) return [];
  const days = Math.floor((Date.parse(started_at) - Date.parse(price.date)) / DAY);
  if (!(days > PRICES_AGE)) return [];
  return [
    {
      code: 'old-prices',
      message: `the price of ${target.model} is of ${price.date}, ${days} days before this run`,
      hint: 'look it up, and name it in the scenario: prices: { date, models }.',
    },
  ];
}
