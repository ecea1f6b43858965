import type { ProbeBound, TuningPoint, TuningProbe } from '../../core/tuning.ts';
import { boundOf, stateOf } from './judge-probe.ts';
import { monotoneFit } from './monotone.ts';

/** All probes at one value, with what they say together. */
export interface PooledPoint extends TuningPoint {
  readonly bounds: readonly ProbeBound[];
}

/**
 * Puts the probes at each value together, and fits every constraint's share with one that never falls as the value grows. A value that
 * was lucky once is judged by its neighbours, too.
 *
 * @returns by rising value
 */
export function poolProbes(probes: readonly TuningProbe[]): readonly PooledPoint[] {
  const groups = Map.groupBy(probes, ({ value }) => value);
  const sorted = [...groups].sort(([a], [b]) => a - b);
  const bounds = fitted(sorted.map(([, group]) => sumBounds(group)));
  return sorted.map(([value, group], index) => {
    const here = bounds[index] ?? [];
    const items = sum(group, ({ items }) => items);
    const mean = (of: (probe: TuningProbe) => number | undefined) =>
      sum(group, (probe) => (of(probe) ?? 0) * probe.items) / items;
    const answered = group.some(({ call_p95_ms }) => call_p95_ms !== undefined);
    return {
      value,
      items,
      throughput_per_s: mean(({ throughput_per_s }) => throughput_per_s),
      ...(answered && { call_p95_ms: mean(({ call_p95_ms }) => call_p95_ms) }),
      rate_limited: mean(({ rate_limited }) => rate_limited),
      bounds: here,
      state: stateOf(here),
    };
  });
}

function sumBounds(group: readonly TuningProbe[]): readonly ProbeBound[] {
  return (group[0]?.bounds ?? []).map(({ expr, allowed }, index) => {
    const events = sum(group, ({ bounds }) => bounds[index]?.events ?? 0);
    const of = sum(group, ({ bounds }) => bounds[index]?.of ?? 0);
    return boundOf(expr, events, of, allowed);
  });
}

/** The bounds of each value after the monotone fit of each constraint. */
function fitted(rows: readonly (readonly ProbeBound[])[]): readonly (readonly ProbeBound[])[] {
  const columns = (rows[0] ?? []).map((_, column) =>
    monotoneFit(
      rows.map((row) => {
        const { events = 0, of = 0 } = row[column] ?? {};
        return { value: of === 0 ? 0 : events / of, weight: of };
      }),
    ),
  );
  return rows.map((row, index) =>
    row.map(({ expr, of, allowed }, column) =>
      boundOf(expr, (columns[column]?.[index] ?? 0) * of, of, allowed),
    ),
  );
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
