import { basename, dirname, extname } from 'node:path';
import { BenchError } from '../core/errors.ts';
import type { Workload } from '../core/item.ts';
import type { Plan } from '../core/plan.ts';
import type { UserCode } from '../core/user-code.ts';
import { assertCapabilities } from './capabilities.ts';
import { isPlainObject } from './check/fields.ts';
import { toMistakes } from './check/mistakes.ts';
import { DEFAULT_SEED, planSchema } from './plan-schema.ts';
import { readSloFlags } from './slo.ts';

/** What the command line says differently from the scenario. */
export interface Overrides {
  readonly seed?: number;
  /** How many seeds to run, from the first one upwards: a round each. @default 1 */
  readonly seeds?: number;
  /** What counts towards goodput, instead of the scenario's `slo`: `ttft:200`. */
  readonly goodput?: readonly string[];
  /** What the whole run may cost, in US dollars, instead of the scenario's `maxCost`. */
  readonly maxCost?: number;
  /** @default 'real' */
  readonly clock?: Plan['clock'];
}

/** A scenario, checked and filled in, with the items that it asks for. */
export interface PlannedScenario {
  readonly plan: Plan;
  readonly workload: Workload;
  /** The scenario's own functions. */
  readonly code: UserCode;
}

/**
 * Checks a scenario, fills in its defaults and opens its workload. Nothing is sent.
 *
 * @param from the scenario's file, as the user named it: it is shown in messages, and relative
 *   paths start in its folder
 * @throws {BenchError} SCENARIO_INVALID with all mistakes, in the order of the scenario; CLOCK_NEEDS_REAL
 */
export async function planScenario(
  written: unknown,
  from: { readonly file: string; readonly overrides?: Overrides },
): Promise<PlannedScenario> {
  const { file, overrides = {} } = from;
  const scenario = isPlainObject(written) ? { ...written, ...overridden(overrides) } : written;
  const parsed = await planSchema({
    name: nameOf(file),
    directory: dirname(file),
    seed: overrides.seed ?? seedOf(scenario),
    clock: overrides.clock ?? 'real',
    rounds: overrides.seeds ?? 1,
    strategies: strategyNames(scenario),
  }).safeParseAsync(scenario);
  if (parsed.success) {
    assertClock(scenario, parsed.data.plan);
    assertCapabilities(parsed.data.plan);
    return parsed.data;
  }

  const mistakes = toMistakes(parsed.error.issues, scenario);
  const many = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  throw new BenchError('SCENARIO_INVALID', `${file} has ${many}; nothing was sent.`, { mistakes });
}

/** @throws {BenchError} CLOCK_NEEDS_REAL for a question that virtual time cannot answer */
function assertClock(scenario: unknown, { clock }: Plan): void {
  if (clock === 'real' || !isPlainObject(scenario) || scenario.clock !== 'real') return;
  throw new BenchError(
    'CLOCK_NEEDS_REAL',
    "clock: 'real' in the scenario: its question needs the real clock; nothing was sent.",
    { hint: 'run it with --clock real.' },
  );
}

/** Fields of a scenario that the command line names. */
function overridden({ goodput, maxCost }: Overrides) {
  return {
    ...(goodput && { slo: readSloFlags(goodput) }),
    ...(maxCost !== undefined && { maxCost }),
  };
}

/** The file's name in kebab-case, without its extension. */
function nameOf(file: string): string {
  const words = basename(file, extname(file)).replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-');
  return (
    words
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'scenario'
  );
}

/**
 * The seed before it is checked: the workload's and the mock's checks need one, even beside a
 * broken one.
 */
function seedOf(scenario: unknown): number {
  const seed = isPlainObject(scenario) ? scenario.seed : undefined;
  return typeof seed === 'number' ? seed : DEFAULT_SEED;
}

/** Names of the strategies before they are checked: selectors are held against them even beside a broken one. */
function strategyNames(scenario: unknown): readonly string[] {
  const strategies = isPlainObject(scenario) ? scenario.strategies : undefined;
  return isPlainObject(strategies) ? Object.keys(strategies) : [];
}
