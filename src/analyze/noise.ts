import type { Baseline } from '../core/baseline.ts';
import type { ComparisonVerdict } from '../core/comparison.ts';
import { createRng } from '../core/rng.ts';
import { ROUND_METRICS } from './compare/metrics.ts';
import { isLowN } from './low-n.ts';
import { comparePaired } from './paired/compare-paired.ts';
import { detectable } from './paired/detectable.ts';
import { isFound } from './paired/is-found.ts';
import { spreadOf } from './spread.ts';

/** Rounds for which the smallest detectable change is told. */
export const NOISE_ROUNDS = [5, 7, 8, 10, 12] as const;
/** More false alarms than that, and nothing that this machine says of the scenario may fail a build. */
export const MOST_FALSE_ALARMS = 0.06;

const METRICS: readonly string[] = ['makespan', 'latency p95', 'throughput'];
const DRAWS = 1_000;
/** Rounds of a comparison, as `bench compare` runs them. */
const DRAWN = 7;
const GOOD_ENOUGH = 0.05;
const MOST_ROUNDS = 200;

/** How much a metric of a strategy varies where nothing changed. */
export interface MetricNoise {
  readonly strategy: string;
  readonly metric: string;
  /** Pairs of rounds. */
  readonly pairs: number;
  /** Standard deviation of the log ratio of two rounds that did the same work next to each other. */
  readonly deviation: number;
  /** Coefficient of variation over all rounds, seeds included: what pairing takes out. */
  readonly variation: number;
  /** Smallest detectable change, for each of {@link NOISE_ROUNDS}. */
  readonly mde: readonly number[];
  /** Least rounds with a smallest detectable change of at most 5 %; absent: more than 200. */
  readonly rounds?: number;
  /** What a comparison finds in the pairs as they were: a difference between two runs of the same is none of the scenario. */
  readonly verdict: ComparisonVerdict;
  /** Of comparisons of seven of these pairs, the share that found something. Nothing was there. */
  readonly falseAlarms: { readonly regressed: number; readonly improved: number };
}

/**
 * Holds a scenario against itself. Metrics that a round may have too few items for are left out.
 *
 * @param seed of the draws
 * @param draws comparisons that are drawn for the share of false alarms
 */
export function measureNoise(
  a: Baseline,
  b: Baseline,
  seed: number,
  draws = DRAWS,
): readonly MetricNoise[] {
  return Object.entries(a.strategies).flatMap(([strategy, before]) => {
    const after = b.strategies[strategy];
    return ROUND_METRICS.filter(({ metric }) => METRICS.includes(metric)).flatMap(
      ({ key, metric, percentile }) => {
        const [first, second] = [finite(before.per_round[key]), finite(after?.per_round[key])];
        const pairs = Math.min(first.length, second.length);
        const coarse = percentile !== undefined && isLowN(percentile, before.items);
        if (pairs < DRAWN || coarse) return [];
        const ratios = first
          .slice(0, pairs)
          .map((value, r) => Math.log((second[r] ?? value) / value));
        return [
          { strategy, metric, pairs, ...noiseOf(ratios, [...first, ...second], { seed, draws }) },
        ];
      },
    );
  });
}

interface Lots {
  readonly seed: number;
  readonly draws: number;
}

/** None where a round never came to an end: such a strategy cannot be compared by its times. */
function finite(values: readonly (number | null)[] | undefined): readonly number[] {
  const known = (values ?? []).flatMap((value) => (value !== null && value > 0 ? [value] : []));
  return known.length === values?.length ? known : [];
}

function noiseOf(
  ratios: readonly number[],
  values: readonly number[],
  lots: Lots,
): Omit<MetricNoise, 'strategy' | 'metric' | 'pairs'> {
  const { deviation = 0 } = spreadOf(ratios) ?? {};
  const { mean = 1, deviation: spread = 0 } = spreadOf(values) ?? {};
  const rounds = leastRounds(deviation);
  return {
    deviation,
    variation: spread / mean,
    mde: NOISE_ROUNDS.map((n) => smallestChange(deviation, n)),
    ...(rounds !== undefined && { rounds }),
    verdict: verdictOf(ratios),
    falseAlarms: falseAlarms(ratios, lots),
  };
}

function smallestChange(deviation: number, rounds: number): number {
  return Math.expm1(detectable(deviation, rounds, 0.05));
}

function leastRounds(deviation: number): number | undefined {
  for (let n = NOISE_ROUNDS[0] as number; n <= MOST_ROUNDS; n++) {
    if (smallestChange(deviation, n) <= GOOD_ENOUGH) return n;
  }
  return undefined;
}

/** Draws comparisons out of pairs without a difference: in each pair it is a coin who came first. */
function falseAlarms(ratios: readonly number[], { seed, draws }: Lots): MetricNoise['falseAlarms'] {
  const rng = createRng(seed);
  const found = { regressed: 0, improved: 0 };
  for (let draw = 0; draw < draws; draw++) {
    const drawn = ratios
      .map((ratio, i) => ({ ratio, place: rng.uniform('pair', draw, i) }))
      .sort((x, y) => x.place - y.place)
      .slice(0, DRAWN)
      .map(({ ratio }, i) => (rng.uniform('sign', draw, i) < 0.5 ? ratio : -ratio));
    const verdict = verdictOf(drawn);
    if (isFound(verdict)) found[verdict]++;
  }
  return { regressed: found.regressed / draws, improved: found.improved / draws };
}

function verdictOf(ratios: readonly number[]): ComparisonVerdict {
  return comparePaired(
    ratios.map(() => 1),
    ratios.map(Math.exp),
  ).verdict;
}

/** Whether a machine with such noise may fail builds by this scenario. */
export function canGate(noise: readonly MetricNoise[]): boolean {
  return noise.every(
    ({ verdict, falseAlarms: { regressed, improved } }) =>
      !isFound(verdict) && Math.max(regressed, improved) <= MOST_FALSE_ALARMS,
  );
}
