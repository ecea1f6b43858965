import type { Plan, StrategyPlan } from '../core/plan.ts';
import { batchPrice } from '../core/price.ts';
import type { Strategy } from '../core/strategy.ts';
import type { UserCode } from '../core/user-code.ts';
import { strategies } from '../dispatch/strategies/registry.ts';
import { requestsPerMinute } from '../measure/mock-figures.ts';
import type { RecorderSetting } from '../measure/recorder.ts';
import { customStrategy } from './custom-strategy.ts';
import type { OpenRound } from './stage.ts';

/** A strategy of a plan, ready to be run. */
export interface Prepared {
  /** Most attempts in flight; `undefined` = no bound. */
  readonly connections: number | undefined;
  /** Whether it needs the target's batch API. */
  readonly batches: boolean;
  /** Whether it asks the mock server beforehand what it will answer. */
  readonly foretells: boolean;
  /** What it is measured against. */
  readonly measure: Omit<RecorderSetting, 'open'>;
  create(target: OpenRound): Strategy;
}

/** A strategy of the registry, or the user's own code. */
export function prepare(
  { slo, target, price }: Plan,
  { kind, name, options }: StrategyPlan,
  code: UserCode | undefined,
): Prepared {
  const measure = { slo, requestsPerMinute: requestsPerMinute(target.mock), price };
  const own = code?.custom.get(name);
  if (own) {
    const create = ({ wire }: OpenRound) => customStrategy(own, wire);
    return { connections: undefined, batches: false, foretells: false, measure, create };
  }
  const definition = strategies.get(kind);
  if (!definition) throw new Error(`no strategy of kind "${kind}"`);
  const batches = definition.needs === 'batches';
  return {
    connections: definition.width(options as never),
    batches,
    foretells: definition.foretells?.(options as never) ?? false,
    measure: {
      ...measure,
      slots: definition.slots?.(options as never),
      price: batches && price ? batchPrice(price) : price,
    },
    create: () => definition.create(options as never),
  };
}
