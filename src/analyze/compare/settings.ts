import type { SettingDifference } from '../../core/comparison.ts';
import type { Plan } from '../../core/plan.ts';
import type { Environment, RunResult } from '../../core/run-result.ts';

/** One option or fact of a machine, as JSON, a value a run; absent where a run has none. */
export interface DifferingSetting extends Pick<SettingDifference, 'kind' | 'path'> {
  readonly values: readonly (string | undefined)[];
}

/** What is not the same in all of these runs, each held against the first. */
export function differencesAmong(
  runs: readonly Pick<RunResult, 'environment' | 'plan'>[],
): readonly DifferingSetting[] {
  const [first, ...others] = runs;
  if (!first) return [];
  const found = others.map((run) => [
    ...machineDifferences(first.environment, run.environment),
    ...planDifferences(first.plan, run.plan),
  ]);
  const paths = new Map(found.flat().map((each) => [`${each.kind} ${each.path}`, each]));
  return [...paths.values()].map(({ kind, path, a }) => ({
    kind,
    path,
    values: [
      a,
      ...found.map((own) => {
        const differs = own.find((each) => each.kind === kind && each.path === path);
        return differs ? differs.b : a;
      }),
    ],
  }));
}

/** What of a machine makes it another one. Patch releases and kernels do not. */
export function machineDifferences(a: Environment, b: Environment): readonly SettingDifference[] {
  const [from, to] = [identity(a), identity(b)];
  return Object.keys(from).flatMap((path) => difference('machine', path, from[path], to[path]));
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

/** Options of a scenario that differ, by their paths. */
export function planDifferences(a: Plan, b: Plan): readonly SettingDifference[] {
  return walk('', byName(a), byName(b));
}

/** Strategies by name, so that paths read `strategies.pool.options.size`. */
function byName({ strategies, seed, seeds, ...rest }: Plan): object {
  const named = strategies.map(({ name, ...strategy }) => [name, strategy] as const);
  return { ...rest, strategies: Object.fromEntries(named) };
}

function walk(path: string, a: unknown, b: unknown): readonly SettingDifference[] {
  if (!isRecord(a) || !isRecord(b)) return difference('scenario', path, a, b);
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => walk(path === '' ? key : `${path}.${key}`, a[key], b[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function difference(
  kind: SettingDifference['kind'],
  path: string,
  a: unknown,
  b: unknown,
): readonly SettingDifference[] {
  const [from, to] = [JSON.stringify(a), JSON.stringify(b)];
  if (from === to) return [];
  return [
    { kind, path, ...(from !== undefined && { a: from }), ...(to !== undefined && { b: to }) },
  ];
}
