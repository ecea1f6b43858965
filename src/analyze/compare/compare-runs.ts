import type { Baseline, BaselineStrategy } from '../../core/baseline.ts';
import type { ComparedMetric, ComparedShape, Comparison } from '../../core/comparison.ts';
import type { Notice } from '../../core/verdict.ts';
import { holm } from '../paired/holm.ts';
import { isFound } from '../paired/is-found.ts';
import { endedRounds } from '../rounds.ts';
import type { MetricSetting, RoundValues } from './compare-metric.ts';
import { compareMetric, GATED } from './compare-metric.ts';
import { conclude } from './conclude.ts';
import { exactDifferences, sameSeeds } from './exact.ts';
import { ANSWER_TOKENS, ROUND_METRICS } from './metrics.ts';
import { machineDifferences, planDifferences } from './settings.ts';
import type { ShapeSetting } from './shape.ts';
import { compareShape, shapeNotices } from './shape.ts';
import { standingOf } from './standing.ts';
import type { Measured } from './to-baseline.ts';
import { toBaseline } from './to-baseline.ts';

/** One side of a comparison: a run that just ended, a stored result, or a stored baseline. */
export interface Arm {
  /** File that it came from, or name of the baseline. */
  readonly label: string;
  readonly measured: Baseline;
  /** The run itself; absent for a stored baseline. */
  readonly run?: Measured;
}

export interface CompareOptions {
  /** @default 'separate': A was measured on another occasion */
  readonly design?: Comparison['design'];
  /** Change that does not matter. @default 0.05 */
  readonly tolerance?: number;
  /** One-sided level of a single test. @default 0.05 */
  readonly alpha?: number;
  /** Metrics that decide. @default makespan, latency p95 and errors */
  readonly gated?: readonly string[];
  /** Exact figures that may change, `*` standing for anything. @default none */
  readonly expectChanges?: readonly string[];
}

export function armOf(run: Measured, label: string): Arm {
  return { label, measured: toBaseline(run), run };
}

/** Holds B against A, strategy by strategy and round by round. Both are of the same clock. */
export function compareRuns(a: Arm, b: Arm, options: CompareOptions = {}): Comparison {
  const { design = 'separate', tolerance = 0.05, alpha = 0.05 } = options;
  const { gated = GATED, expectChanges = [] } = options;
  const clock = b.measured.clock;
  const rounds = commonRounds(a.measured, b.measured);
  const pairs = pairStrategies(a.measured, b.measured);
  const compared = pairs.flatMap((pair) =>
    compareStrategy(pair, rounds, { clock, tolerance, alpha, gated, items: 0 }),
  );
  const metrics = adjusted(compared, alpha);
  const sameQuestion = a.measured.plan_hash === b.measured.plan_hash;
  const exact = sameSeeds(a.measured, b.measured)
    ? pairs.flatMap(({ name, of }) =>
        exactDifferences(name, [of[0].exact, of[1].exact], sameQuestion ? expectChanges : ['*']),
      )
    : [];
  const machine = machineDifferences(a.measured.machine, b.measured.machine);
  const differences = [
    ...machine,
    ...(a.run && b.run ? planDifferences(a.run.plan, b.run.plan) : []),
  ];
  const shapes = pairs.flatMap((pair) =>
    shapeOf(pair, [a.run, b.run], rounds, { tolerance, alpha }),
  );
  const { gates, warnings } = standingOf(a.measured, b.measured, design);
  const missing = missingStrategies(a, b, pairs);
  return {
    schemaVersion: 1,
    scenario: b.measured.scenario,
    clock,
    design,
    a: describe(a),
    b: describe(b),
    tolerance,
    alpha,
    gates,
    ...conclude(metrics, exact, options.gated),
    metrics: inOrder(metrics),
    shapes,
    exact,
    differences,
    warnings: [...warnings, ...missing, ...shapeNotices(shapes, metrics)],
  };
}

interface Pair {
  readonly name: string;
  /** Their names in A and in B. */
  readonly names: readonly [string, string];
  readonly of: readonly [BaselineStrategy, BaselineStrategy];
}

/** Strategies of the same name; two that are alone are a pair whatever their names. */
function pairStrategies({ strategies: a }: Baseline, { strategies: b }: Baseline): readonly Pair[] {
  const [first, ...others] = Object.entries(a);
  const [second, ...rest] = Object.entries(b);
  if (first && second && others.length + rest.length === 0 && first[0] !== second[0]) {
    const names = [first[0], second[0]] as const;
    return [{ name: names.join(' → '), names, of: [first[1], second[1]] }];
  }
  return Object.entries(a).flatMap(([name, before]) => {
    const after = b[name];
    return after ? [{ name, names: [name, name] as const, of: [before, after] as const }] : [];
  });
}

/** Places of the rounds with the same seed, in A and in B. */
function commonRounds(a: Baseline, b: Baseline): readonly (readonly [number, number])[] {
  return a.seeds.flatMap((seed, i) => {
    const j = b.seeds.indexOf(seed);
    return j < 0 ? [] : [[i, j] as const];
  });
}

function compareStrategy(
  { name, of: [before, after] }: Pair,
  rounds: ReturnType<typeof commonRounds>,
  setting: MetricSetting,
): readonly ComparedMetric[] {
  const items = Math.min(before.items, after.items);
  const values = (from: BaselineStrategy, side: 0 | 1, key: string): RoundValues =>
    rounds.flatMap(
      (pair) => from.per_round[key]?.[pair[side]] ?? (from.per_round[key] ? null : []),
    );
  const compared = ROUND_METRICS.flatMap((metric) => {
    const { key } = metric;
    if (!before.per_round[key] && !after.per_round[key]) return [];
    const both = [values(before, 0, key), values(after, 1, key)] as const;
    const result = compareMetric(metric, name, both, { ...setting, items });
    if (result.role !== 'informational') return [result];
    const [from, to] = [before.merged[key], after.merged[key]];
    return [{ ...result, ...(from && to && { merged_effect: to / from }) }];
  });
  return sameWork(compared, before.items === after.items);
}

function shapeOf(
  { name, names }: Pair,
  runs: readonly [Measured | undefined, Measured | undefined],
  rounds: ReturnType<typeof commonRounds>,
  setting: ShapeSetting,
): readonly ComparedShape[] {
  const [before, after] = ([0, 1] as const).map((side) => {
    const strategy = runs[side]?.strategies.find((each) => each.name === names[side]);
    return strategy && endedRounds(strategy);
  });
  const pairs = rounds.flatMap(([i, j]) => {
    const [a, b] = [before?.[i], after?.[j]];
    return a && b ? [[a, b] as const] : [];
  });
  const shape = compareShape(name, pairs, setting);
  return shape ? [shape] : [];
}

/** Times of different work say nothing about each other: who answers less, or shorter, is sooner done. */
function sameWork(
  compared: readonly ComparedMetric[],
  sameItems: boolean,
): readonly ComparedMetric[] {
  const differs = (name: string) =>
    compared.some(({ metric, verdict }) => metric === name && isFound(verdict));
  const differ = differs('errors') || differs(ANSWER_TOKENS) || compared.some(onlyOneAnswers);
  if (sameItems && !differ) return compared;
  const isTime = ({ unit }: ComparedMetric) => unit === 'ms' || unit === 'per_s';
  return compared.map((each) =>
    isTime(each)
      ? { ...each, verdict: 'inconclusive', reason: 'incomparable: different work' }
      : each,
  );
}

/** Empty answers have no ratio to others. */
function onlyOneAnswers({ metric, a, b }: ComparedMetric): boolean {
  if (metric !== ANSWER_TOKENS || a.length === 0 || b.length === 0) return false;
  const answers = (tokens: number | null) => tokens !== null && tokens > 0;
  return a.some(answers) !== b.some(answers);
}

/** A regression among many tests counts only when it is significant among all of them, after Holm. */
function adjusted(metrics: readonly ComparedMetric[], alpha: number): readonly ComparedMetric[] {
  const tested = metrics.filter(({ role, estimate }) => role === 'gated' && estimate);
  const ps = holm(tested.map(({ estimate }) => estimate?.t_p_worse ?? 1));
  const byMetric = new Map(tested.map((metric, i) => [metric, ps[i] ?? 1]));
  return metrics.map((metric) => {
    const adjusted_p = byMetric.get(metric);
    if (adjusted_p === undefined) return metric;
    // Few seeds of virtual time are judged without a test.
    const tests = metric.rounds > 4;
    if (metric.verdict !== 'regressed' || adjusted_p <= alpha || !tests) {
      return { ...metric, adjusted_p };
    }
    const reason = `one of ${tested.length} gated tests: p ${adjusted_p.toPrecision(2)}`;
    return { ...metric, adjusted_p, verdict: 'inconclusive', reason };
  });
}

const ROLES = ['gated', 'informational', 'exploratory'] as const;

function inOrder(metrics: readonly ComparedMetric[]): readonly ComparedMetric[] {
  return ROLES.flatMap((role) => metrics.filter((metric) => metric.role === role));
}

function missingStrategies(a: Arm, b: Arm, pairs: readonly Pair[]): readonly Notice[] {
  const only = (arm: Arm, other: Arm) =>
    Object.keys(arm.measured.strategies)
      .filter((name) => !pairs.some(({ names }) => names.includes(name)))
      .map((name) => ({
        code: 'strategy-missing',
        message: `strategy "${name}" is only in ${arm.label}: nothing in ${other.label} to compare it with`,
      }));
  return [...only(a, b), ...only(b, a)];
}

function describe({ label, measured: { machine, started_at, seeds } }: Arm): Comparison['a'] {
  return { label, tool: machine.tool, started_at, seeds };
}
