import type { ForeignDistribution } from '../../core/foreign-run.ts';

/** A JSON object that nobody has checked. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What lies at a path of keys; `undefined` where the path ends early. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, key) => (isFields(inner) ? inner[key] : undefined), value);
}

/** A number of at least 0, times `factor`. Anything else is not there. */
export function numberAt(value: unknown, path: readonly string[], factor = 1): number | undefined {
  const found = at(value, ...path);
  const usable = typeof found === 'number' && Number.isFinite(found) && found >= 0;
  return usable ? found * factor : undefined;
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found.slice(0, 200) : undefined;
}

/** Leaves out what is not there. */
export function present<K extends string, V>(key: K, value: V | undefined): { [_ in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [_ in K]?: V });
}

/**
 * A distribution from named figures; absent when there is none.
 *
 * @param percentiles what is found under which key: `{ p50: 50 }`
 */
export function distributionOf(
  figures: unknown,
  names: { readonly mean: string; readonly min?: string; readonly max?: string },
  percentiles: Readonly<Record<string, number>>,
  factor = 1,
): ForeignDistribution | undefined {
  const figure = (name: string | undefined) =>
    name === undefined ? undefined : numberAt(figures, [name], factor);
  const ranks = Object.entries(percentiles).flatMap(([key, percentile]) => {
    const value = figure(key);
    return value === undefined ? [] : [[percentile, value] as const];
  });
  const mean = figure(names.mean);
  if (mean === undefined && ranks.length === 0) return undefined;
  return {
    ...present('mean', mean),
    ...present('min', figure(names.min)),
    ...present('max', figure(names.max)),
    percentiles: Object.fromEntries(ranks),
  };
}
