import type { SettingDifference } from '../../core/comparison.ts';
import type { Plan } from '../../core/plan.ts';
import type { Environment, RunResult } from '../../core/run-result.ts';

/** One option or fact of a machine, as JSON, a value a run; absent where a run has none. */
export interface DifferingSetting extends Pick<SettingDifference, 'kind' | 'path'> {
  readonly values: readonly (string | undefined)[];
}

/** What is not the same in all of these runs. */
export function differencesAmong(
  runs: readonly Pick<RunResult, 'environment' | 'plan'>[],
): readonly DifferingSetting[] {
  return [
    ...ofMachines(runs.map(({ environment }) => environment)),
    ...ofPlans(runs.map(({ plan }) => plan)),
  ];
}

/** What of a machine makes it another one. Patch releases and kernels do not. */
export function machineDifferences(a: Environment, b: Environment): readonly SettingDifference[] {
  return ofMachines([a, b]).map(ofTwo);
}

/** Options of a scenario that differ, by their paths. */
export function planDifferences(a: Plan, b: Plan): readonly SettingDifference[] {
  return ofPlans([a, b]).map(ofTwo);
}

function ofTwo({ kind, path, values: [a, b] }: DifferingSetting): SettingDifference {
  return { kind, path, ...(a !== undefined && { a }), ...(b !== undefined && { b }) };
}

function ofMachines(machines: readonly Environment[]): readonly DifferingSetting[] {
  return differing('machine', '', machines.map(identity));
}

function ofPlans(plans: readonly Plan[]): readonly DifferingSetting[] {
  return differing('scenario', '', plans.map(byName));
}

function identity({
  cpu,
  cores,
  memory_gib,
  os,
  arch,
  node,
  tool,
  ci,
}: Environment): Readonly<Record<string, string | number>> {
  const minor = (version: string) => version.replace(/^v/, '').split('.').slice(0, 2).join('.');
  return {
    cpu,
    cores,
    memory_gib,
    os,
    arch,
    node: minor(node),
    tool: minor(tool),
    ci: ci ?? 'none',
  };
}

/** Strategies by name, so that paths read `strategies.pool.options.size`. */
function byName({ strategies, seed, seeds, ...rest }: Plan): object {
  const named = strategies.map(({ name, ...strategy }) => [name, strategy] as const);
  return { ...rest, strategies: Object.fromEntries(named) };
}

/** Goes down as long as every value has something inside; what one of them lacks is told as a whole. */
function differing(
  kind: SettingDifference['kind'],
  path: string,
  values: readonly unknown[],
): readonly DifferingSetting[] {
  if (values.length > 0 && values.every(isRecord)) {
    const keys = [...new Set(values.flatMap((value) => Object.keys(value)))];
    return keys.flatMap((key) =>
      differing(
        kind,
        path === '' ? key : `${path}.${key}`,
        values.map((value) => value[key]),
      ),
    );
  }
  const texts = values.map((value): string | undefined => JSON.stringify(value));
  return new Set(texts).size > 1 ? [{ kind, path, values: texts }] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
