import type { Vary } from '../../analyze/tune/vary.ts';
import type { Mistake } from '../../core/errors.ts';
import type { Plan, RetryPlan, StrategyPlan, TimeoutPlan } from '../../core/plan.ts';
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

/** The setting with another value of it. Of another strategy's option it is the same. */
export function turned(setting: Setting, knob: Knob, value: number): Setting {
  const { strategy, retry } = setting;
  if (knob.strategy === undefined) return { ...setting, retry: { ...retry, [knob.option]: value } };
  if (knob.strategy !== strategy.name) return setting;
  const options = { ...strategy.options, [knob.option]: value };
  return { ...setting, strategy: { ...strategy, options } };
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
  if (strategy && !isProbed(strategy)) {
    const message = `"${strategy.name}" (${strategy.kind}) cannot be asked in a closed loop.`;
    return {
      ...where,
      message,
      hint: 'name a strategy of the registry that sends single questions.',
    };
  }
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
