import type { FaultCondition, FaultPlan } from '../../src/core/fault-plan.ts';
import { areHeaders, isHeaderText } from '../../src/core/headers.ts';
import type { OptionSpec } from '../../src/core/option.ts';
import type { Json } from '../../src/core/plan.ts';
import { parseDuration } from '../../src/core/units.ts';
import type { FaultDefinition } from './fault.ts';
import { faults } from './registry.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How a condition that came over the wire is read. @returns `undefined` for what is none */
const CONDITIONS: {
  readonly [K in keyof FaultCondition]-?: (value: unknown) => FaultCondition[K];
} = {
  rate: (value) => (isNumber(value) && value >= 0 && value <= 1 ? value : undefined),
  nth: readCount,
  every: readCount,
  armed: readCount,
  model: (value) => (typeof value === 'string' ? value : undefined),
  items: (value) => (Array.isArray(value) && value.every(isNumber) ? value : undefined),
  window: (value) => {
    const [from, until] = Array.isArray(value) ? value.map(parseDuration) : [];
    return from === undefined || until === undefined ? undefined : [from, until];
  },
};

/**
 * Reads a fault as it is armed at a running server: `{"kind": "status", "status": 529}`, with
 * conditions beside the options. Unless it says otherwise it hits one request, and is named after
 * its kind.
 *
 * @throws Error that names what is wrong, and what there is
 */
export function readFault(fault: Fields | null): FaultPlan {
  const { id, kind, ...rest } = fault ?? {};
  const definition = faults.get(String(kind));
  if (definition === undefined) {
    throw new Error(`unknown kind "${kind}"; known: ${[...faults.keys()].join(', ')}.`);
  }
  const when: Record<string, unknown> = { armed: 1 };
  const options = defaultsOf(definition.options);
  for (const [name, value] of Object.entries(rest)) {
    const spec = Object.hasOwn(definition.options, name) ? definition.options[name] : undefined;
    const read = spec ? readOption(spec, value) : readCondition(definition, name, value);
    if (read === undefined) throw new Error(`${definition.kind} takes no such ${name}.`);
    if (spec) options[name] = read as Json;
    else when[name] = read;
  }
  const named = typeof id === 'string' ? id : definition.kind;
  return { id: named, kind: definition.kind, options, when };
}

function defaultsOf(specs: Readonly<Record<string, OptionSpec>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(specs).flatMap(([name, spec]) =>
      spec.default === undefined ? [] : [[name, spec.default as Json]],
    ),
  );
}

function readCondition({ kind, options }: FaultDefinition, name: string, value: unknown): unknown {
  if (Object.hasOwn(CONDITIONS, name)) return CONDITIONS[name as keyof FaultCondition](value);
  const known = [...Object.keys(options), ...Object.keys(CONDITIONS)];
  throw new Error(`${kind} has no ${name}; known: ${known.join(', ')}.`);
}

/** The types of options that faults have. */
function readOption(spec: OptionSpec, value: unknown): unknown {
  switch (spec.type) {
    case 'count':
    case 'number':
      return isNumber(value) && value >= spec.min && value <= (spec.max ?? value)
        ? value
        : undefined;
    case 'duration':
      return parseDuration(value);
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'choice':
      return spec.of.find((word) => word === value);
    case 'header':
      return isHeaderText(value) ? value : undefined;
    case 'headers':
      return areHeaders(value) ? value : undefined;
    default:
      return undefined;
  }
}

function readCount(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 1 ? Number(value) : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
