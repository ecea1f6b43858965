import type { Vary } from '../../analyze/tune/vary.ts';
import type { Mistake } from '../../core/errors.ts';
import type { Plan, RetryPlan, StrategyPlan } from '../../core/plan.ts';
import { strategies } from '../../dispatch/strategies/registry.ts';
import { nearest } from '../../scenario/check/nearest.ts';

/** How items are called: what a search varies. */
export interface Setting {
  readonly strategy: StrategyPlan;
  readonly retry: RetryPlan;
}

/** An option that can be turned. */
export interface Knob extends Vary {
  /** Whose it is, by its name in the scenario; absent: that of every strategy. */
  readonly strategy?: string;
}

/** The setting with another value of it. Of another strategy's option it is the same. */
export function turned(setting: Setting, knob: Knob, value: number): Setting {
  const { strategy, retry } = setting;
  if (knob.strategy === undefined) return { strategy, retry: { ...retry, [knob.option]: value } };
  if (knob.strategy !== strategy.name) return setting;
  return {
    strategy: { ...strategy, options: { ...strategy.options, [knob.option]: value } },
    retry,
  };
}

const RETRY_NUMBERS = ['maxRetries', 'base', 'factor', 'cap'] as const;

/** Finds what is to be varied in a plan, or says what is wrong with it. */
export function findKnob(vary: Vary, plan: Plan): Knob | Mistake {
  const { subject, option, range, path } = vary;
  const where = { path: `--vary ${path}` };
  if (subject === 'retry') {
    if ((RETRY_NUMBERS as readonly string[]).includes(option)) return vary;
    return {
      ...where,
      message: `retry has no number "${option}".`,
      hint: `it has ${RETRY_NUMBERS.join(', ')}.`,
    };
  }
  const strategy =
    plan.strategies.find(({ name }) => name === subject) ??
    plan.strategies.find(({ kind }) => kind === subject);
  if (!strategy) {
    const known = plan.strategies.map(({ name }) => name);
    const near = nearest(subject, known);
    const message = `the scenario has no strategy "${subject}"${near ? `; did you mean "${near}"?` : '.'}`;
    return { ...where, message, hint: `it has ${known.join(', ')}.` };
  }
  const numbers = numbersOf(strategy);
  const spec = numbers.get(option);
  if (!spec) {
    const known = [...numbers.keys()].join(', ') || 'none';
    return {
      ...where,
      message: `"${strategy.name}" has no number "${option}".`,
      hint: `its numbers: ${known}.`,
    };
  }
  if (range.from < spec.min) {
    return { ...where, message: `${option} is at least ${spec.min}, not ${range.from}.` };
  }
  return { ...vary, strategy: strategy.name };
}

/** The numbers among a strategy's options. */
function numbersOf({ kind }: StrategyPlan): ReadonlyMap<string, { readonly min: number }> {
  const options = Object.entries(strategies.get(kind)?.options ?? {});
  return new Map(
    options.flatMap(([name, spec]) =>
      spec.type === 'count' || spec.type === 'number' ? [[name, { min: spec.min }] as const] : [],
    ),
  );
}

/** The size of the first strategy that has one. */
export function defaultKnob({ strategies: all }: Plan, names: readonly string[]): Knob | undefined {
  const candidates = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const strategy = candidates.find((each) => numbersOf(each).has('size'));
  if (!strategy) return undefined;
  const range = { from: 1, to: MOST };
  return {
    path: `${strategy.name}.size`,
    subject: strategy.name,
    option: 'size',
    range,
    strategy: strategy.name,
  };
}

const MOST = 256;
