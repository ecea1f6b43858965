import type { OptionSpecs, OptionValues } from '../../src/core/option.ts';
import type { VariantPlan } from '../../src/core/plan.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';

/**
 * Makes the working thing that a plan names. Plans are checked when they are made, so that an
 * unknown kind is a bug.
 *
 * @throws Error when the registry has no such kind
 */
export function createVariant<T>(
  registry: ReadonlyMap<string, VariantDefinition<string, OptionSpecs, T>>,
  plan: VariantPlan,
): T {
  const definition = registry.get(plan.kind);
  if (definition === undefined) {
    throw new Error(`unknown kind "${plan.kind}"; known: ${[...registry.keys()].join(', ')}.`);
  }
  return definition.create(plan.options as OptionValues<OptionSpecs>);
}
