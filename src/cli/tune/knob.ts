import type { Vary } from '../../analyze/tune/vary.ts';
import { isRange } from '../../analyze/tune/vary.ts';
import type { Mistake } from '../../core/errors.ts';
import type { Plan, RetryPlan, StrategyPlan, TimeoutPlan } from '../../core/plan.ts';
import type { OptionValue, ValueRange } from '../../core/tuning.ts';
import { jitters } from '../../dispatch/retries/jitter.ts';
import { retryAfterRules } from '../../dispatch/retries/retry-after.ts';
import { strategies } from '../../dispatch/strategies/registry.ts';
import { withOwnPolicies } from '../../runner/own-policies.ts';
import { nearest } from '../../scenario/check/nearest.ts';

/** How items are called: what a search varies. */
export interface Setting {
  readonly strategy: StrategyPlan;
  readonly retry: RetryPlan;
  readonly timeouts: TimeoutPlan;
}

/** A strategy with the policies that hold for it. */
export function settingFor(plan: Plan, strategy: StrategyPlan): Setting {
  const { retry, timeouts } = withOwnPolicies(plan, strategy);
  return { strategy, retry, timeouts };
}

/** Whether a strategy can be asked in a closed loop: no code of the user's own, and no batches. */
export function isProbed({ kind }: StrategyPlan): boolean {
  const definition = strategies.get(kind);
  return definition !== undefined && definition.needs === undefined;
}

/** An option that can be turned. */
export interface Knob extends Vary {
  /** Whose it is, by its name in the scenario; absent: that of every strategy. */
  readonly strategy?: string;
}

/** One whose whole range is searched. */
export type RangeKnob = Knob & { readonly values: ValueRange };

/** What an option takes: numbers from the least upwards, or some words. */
type Takes = { readonly min: number } | { readonly words: readonly string[] };

/** The setting with another value of it. Of another strategy's option it is the same. */
export function turned(setting: Setting, knob: Knob, value: OptionValue): Setting {
  const { strategy, retry } = setting;
  if (knob.strategy === undefined) return { ...setting, retry: { ...retry, [knob.option]: value } };
  if (knob.strategy !== strategy.name) return setting;
  const options = { ...strategy.options, [knob.option]: value };
  return { ...setting, strategy: { ...strategy, options } };
}

const RETRY_OPTIONS: Readonly<Record<string, Takes>> = {
  maxRetries: { min: 0 },
  base: { min: 0 },
  factor: { min: 1 },
  cap: { min: 0 },
  jitter: { words: Object.keys(jitters) },
  retryAfter: { words: Object.keys(retryAfterRules) },
};

/**
 * Finds what is to be varied in a plan, or says what is wrong with it.
 *
 * @param names strategies that are compared; none: those whose options are varied
 */
export function findKnob(vary: Vary, plan: Plan, names: readonly string[] = []): Knob | Mistake {
  const { subject, path } = vary;
  if (subject === 'retry') return mistakeIn(vary, 'retry', RETRY_OPTIONS) ?? vary;
  const compared = plan.strategies.filter(({ name }) => names.includes(name));
  const all = compared.length > 0 ? compared : plan.strategies;
  const strategy =
    all.find(({ name }) => name === subject) ?? all.find(({ kind }) => kind === subject);
  const where = { path: `--vary ${path}` };
  if (!strategy) {
    const known = all.map(({ name }) => name);
    const near = nearest(subject, known);
    const whose = compared.length > 0 ? '--strategy names' : 'the scenario has';
    const message = `${whose} no strategy "${subject}"${near ? `; did you mean "${near}"?` : '.'}`;
    return { ...where, message, hint: `known: ${known.join(', ')}.` };
  }
  if (!isProbed(strategy)) {
    const message = `"${strategy.name}" (${strategy.kind}) cannot be asked in a closed loop.`;
    const hint = 'name a strategy of the registry that sends single questions.';
    return { ...where, message, hint };
  }
  const mistake = mistakeIn(vary, `"${strategy.name}"`, optionsOf(strategy));
  return mistake ?? { ...vary, strategy: strategy.name };
}

/** @returns what is wrong with the option or with its values; `undefined` when nothing is */
function mistakeIn(
  vary: Vary,
  whose: string,
  options: Readonly<Record<string, Takes>>,
): Mistake | undefined {
  const { option, values, path } = vary;
  const where = { path: `--vary ${path}` };
  const takes = options[option];
  if (!takes) {
    const known = Object.keys(options).join(', ') || 'none';
    const message = `${whose} has no option "${option}" that can be varied.`;
    return { ...where, message, hint: `those that can: ${known}.` };
  }
  const all = isRange(vary) ? [vary.values.from] : (values as readonly OptionValue[]);
  if ('words' in takes) {
    const wrong = all.find((value) => !takes.words.includes(String(value)));
    if (wrong === undefined) return undefined;
    const message = `${option} is never ${wrong}.`;
    return { ...where, message, hint: `known: ${takes.words.join(', ')}.` };
  }
  const wrong = all.find((value) => typeof value !== 'number' || value < takes.min);
  if (wrong === undefined) return undefined;
  return { ...where, message: `${option} is a number of at least ${takes.min}, not ${wrong}.` };
}

/** The numbers and choices among a strategy's options. */
function optionsOf({ kind }: StrategyPlan): Readonly<Record<string, Takes>> {
  const specs = Object.entries(strategies.get(kind)?.options ?? {});
  return Object.fromEntries(
    specs.flatMap(([name, spec]): (readonly [string, Takes])[] => {
      if (spec.type === 'count' || spec.type === 'number') return [[name, { min: spec.min }]];
      return spec.type === 'choice' ? [[name, { words: spec.of }]] : [];
    }),
  );
}

/** The size of the first strategy that has one. */
export function defaultKnob(
  { strategies: all }: Plan,
  names: readonly string[],
): RangeKnob | undefined {
  const candidates = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const strategy = candidates.find((each) => 'size' in optionsOf(each));
  if (!strategy) return undefined;
  return {
    path: `${strategy.name}.size`,
    subject: strategy.name,
    option: 'size',
    values: { from: 1, to: MOST },
    strategy: strategy.name,
  };
}

const MOST = 256;
