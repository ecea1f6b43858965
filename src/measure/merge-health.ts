import type {
  GeneratorHealth,
  MockHealth,
  ReleaseFigures,
  StrategyHealth,
} from '../core/health.ts';

/** The health of a strategy over all its rounds: times add up, the worst of the rest stays. */
export function mergeHealth(
  rounds: readonly [StrategyHealth, ...StrategyHealth[]],
): StrategyHealth {
  const generator = mergeGenerators(rounds.flatMap((round) => round.generator ?? []));
  const mock = mergeMocks(rounds.flatMap((round) => round.mock ?? []));
  const releases = mergeReleases(rounds.flatMap((round) => round.releases ?? []));
  const lost = sum(rounds, ({ lost_workers }) => lost_workers ?? 0);
  return {
    ...rounds[0],
    ...(generator && { generator }),
    ...(mock && { mock }),
    ...(releases && { releases }),
    ...(lost > 0 && { lost_workers: lost }),
  };
}

/** Of several rounds, or of the threads of one. */
export function mergeGenerators(all: readonly GeneratorHealth[]): GeneratorHealth | undefined {
  if (all.length === 0) return undefined;
  const told = all.flatMap(({ steal_share, wall_ms }) =>
    steal_share === undefined ? [] : [{ steal_share, wall_ms }],
  );
  const wall = sum(told, ({ wall_ms }) => wall_ms);
  return {
    wall_ms: sum(all, ({ wall_ms }) => wall_ms),
    cpu_ms: sum(all, ({ cpu_ms }) => cpu_ms),
    loop_blocked_ms: sum(all, ({ loop_blocked_ms }) => loop_blocked_ms),
    loop_max_ms: worst(all, ({ loop_max_ms }) => loop_max_ms),
    gc_ms: sum(all, ({ gc_ms }) => gc_ms),
    gc_max_ms: worst(all, ({ gc_max_ms }) => gc_max_ms),
    gc_pauses: sum(all, ({ gc_pauses }) => gc_pauses),
    rss_mib: worst(all, ({ rss_mib }) => rss_mib),
    ...(wall > 0 && {
      steal_share: sum(told, ({ steal_share, wall_ms }) => steal_share * wall_ms) / wall,
    }),
    socket_waits: worst(all, ({ socket_waits }) => socket_waits),
  };
}

/** Percentiles of several rounds cannot be merged: the worst one is told. */
function mergeMocks(all: readonly MockHealth[]): MockHealth | undefined {
  if (all.length === 0) return undefined;
  const ticked = sum(all, (mock) => mock.ticked ?? 0);
  return {
    late_p50_ms: worst(all, ({ late_p50_ms }) => late_p50_ms),
    late_p99_ms: worst(all, ({ late_p99_ms }) => late_p99_ms),
    late_max_ms: worst(all, ({ late_max_ms }) => late_max_ms),
    loop_max_ms: worst(all, ({ loop_max_ms }) => loop_max_ms),
    loop_p99_ms: worst(all, ({ loop_p99_ms }) => loop_p99_ms),
    ...(ticked > 0 && { ticked }),
  };
}

export function mergeReleases(all: readonly ReleaseFigures[]): ReleaseFigures | undefined {
  if (all.length === 0) return undefined;
  return {
    planned: sum(all, ({ planned }) => planned),
    released: sum(all, ({ released }) => released),
  };
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}

function worst<T>(values: readonly T[], of: (value: T) => number): number {
  return Math.max(...values.map(of));
}
