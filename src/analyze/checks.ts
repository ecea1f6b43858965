import type { RunResult } from '../core/run-result.ts';
import { nameSeeds } from './seed-names.ts';

/** What was checked and found in order, one sentence each. What was not in order is a caution or a reason. */
export function passedChecks(result: RunResult): readonly string[] {
  const { strategies, clock, plan, verdict } = result;
  const checks: string[] = [];
  const counts = strategies.map(({ metrics }) => metrics.counts);
  const accounted = counts.every(
    ({ scheduled, completed, failed, dropped, incomplete }) =>
      scheduled === completed + failed + dropped + incomplete,
  );
  if (counts.length > 0 && accounted) checks.push('every scheduled item is accounted for');

  const servers = strategies.flatMap(({ metrics }) => metrics.server ?? []);
  if (servers.length > 0 && servers.every((server) => server.hidden_attempts === 0)) {
    checks.push('the server saw exactly the attempts that the client made');
  }
  if (clock.kind === 'virtual') {
    const repeat = plan.seeds.length > 1 ? 'repeat' : 'repeats';
    const seeds = nameSeeds(plan.seeds);
    checks.push(`measured on the virtual clock: ${seeds} ${repeat} these numbers exactly`);
  }
  if (result.complete && verdict.reasons.length === 0) checks.push('every strategy ran to its end');
  return checks;
}
