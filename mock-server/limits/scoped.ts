import type { LimitScope } from '../../src/core/mock-plan.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Ask, Gate } from './gate.ts';

/** One limit's gates: one for everybody, or one for each key or group of models. */
export class Scoped {
  readonly #scope: LimitScope;
  readonly #create: (now: Milliseconds) => Gate;
  readonly #gates = new Map<string, Gate>();

  constructor(scope: LimitScope, create: (now: Milliseconds) => Gate, now: Milliseconds) {
    this.#scope = scope;
    this.#create = create;
    if (scope === 'all') this.#gates.set('', create(now));
  }

  of(ask: Ask, now: Milliseconds): Gate {
    const name = this.#nameOf(ask);
    let gate = this.#gates.get(name);
    if (gate === undefined) {
      gate = this.#create(now);
      this.#gates.set(name, gate);
    }
    return gate;
  }

  /** Those that somebody has asked. */
  all(): Iterable<Gate> {
    return this.#gates.values();
  }

  #nameOf({ key = '', model = '' }: Ask): string {
    if (this.#scope === 'all') return '';
    return this.#scope === 'key' ? key : modelGroup(model);
  }
}

/** Versions of a model share its limits: `claude-opus-4-6` and `claude-opus-5-5` are one group. */
function modelGroup(model: string): string {
  return model.replace(/(?:-\d[\w.]*)+$/, '');
}
