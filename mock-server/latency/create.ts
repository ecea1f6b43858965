import type { OptionSpec, OptionSpecs, OptionValues } from '../../src/core/option.ts';
import type { VariantPlan } from '../../src/core/plan.ts';
import type { Sampler } from '../../src/core/sampler.ts';
import type { VariantDefinition } from '../../src/core/variant.ts';
import { latencies, shapes } from './registry.ts';
import type { Shape } from './shape.ts';
import { total } from './shape.ts';

/** @throws Error when the plan names a kind that is unknown */
export function createLatency(plan: VariantPlan): Sampler {
  return create(latencies, plan);
}

/** A reply's shape: phases, or a distribution of the whole. */
export function createShape(plan: VariantPlan): Shape {
  return shapes.has(plan.kind) ? create(shapes, plan) : total(createLatency(plan));
}

/** A quantity of tokens: a plain number, which needs no draw, or whole draws from a distribution. */
export function createCount(plan: number | VariantPlan): number | Sampler {
  if (typeof plan === 'number') return plan;
  const distribution = createLatency(plan);
  return { sample: (u, elapsed) => Math.round(distribution.sample(u, elapsed)) };
}

function create<T>(
  registry: ReadonlyMap<string, VariantDefinition<string, OptionSpecs, T>>,
  { kind, options }: VariantPlan,
): T {
  const definition = registry.get(kind);
  if (definition === undefined) {
    throw new Error(`unknown kind "${kind}"; known: ${[...registry.keys()].join(', ')}.`);
  }
  return definition.create(withNested(definition.options, options));
}

/** Puts working distributions in the place of the plans inside of options. */
function withNested(specs: OptionSpecs, options: object): OptionValues<OptionSpecs> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, nested(specs[name], value)]),
  ) as OptionValues<OptionSpecs>;
}

function nested(spec: OptionSpec | undefined, value: unknown): unknown {
  if (spec?.type === 'distribution') return createLatency(value as VariantPlan);
  if (spec?.type !== 'list') return value;
  return (value as readonly object[]).map((element) => withNested(spec.of, element));
}
