import type { Plan } from '../../core/plan.ts';
import { strategies } from '../../dispatch/strategies/registry.ts';

/**
 * The most attempts that any strategy of a plan may have in flight; Infinity when nothing bounds them.
 *
 * @param items length of the workload, where it is known
 */
export function mostInFlight(
  plan: Pick<Plan, 'strategies'>,
  items = Number.POSITIVE_INFINITY,
): number {
  const widths = plan.strategies.map(({ kind, options }) =>
    Math.min(items, strategies.get(kind)?.width(options as never) ?? items),
  );
  return Math.max(...widths);
}
