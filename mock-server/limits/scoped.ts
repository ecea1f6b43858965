import type { LimitScope } from '../../src/core/mock-plan.ts';
import { hashText } from '../../src/core/rng.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import type { Ask, Gate } from './gate.ts';

/** Whose requests a limit is for, and who shares it. */
interface Reach {
  /** @default 'all' */
  readonly scope?: LimitScope;
  /** @default everybody's */
  readonly workspace?: string;
}

/** One limit's gates: one for everybody, or one for each key, workspace or group of models. */
export class Scoped {
  readonly #scope: LimitScope;
  readonly #workspace: string | undefined;
  readonly #create: (now: Milliseconds, owner: string) => Gate;
  readonly #gates = new Map<string, Gate>();

  constructor(
    { scope = 'all', workspace }: Reach,
    create: (now: Milliseconds, owner: string) => Gate,
    now: Milliseconds,
  ) {
    this.#scope = scope;
    this.#workspace = workspace;
    this.#create = create;
    if (scope === 'all') this.#gates.set('', create(now, workspace ?? ''));
  }

  /** @returns `undefined` when the limit is not for the request */
  of(ask: Ask, now: Milliseconds): Gate | undefined {
    if (this.#workspace !== undefined && this.#workspace !== ask.workspace) return undefined;
    const name = this.#nameOf(ask);
    if (name === undefined) return undefined;
    let gate = this.#gates.get(name);
    if (gate === undefined) {
      gate = this.#create(now, this.#scope === 'key' ? maskOf(name) : name);
      this.#gates.set(name, gate);
    }
    return gate;
  }

  /** Those that somebody has asked. */
  all(): Iterable<Gate> {
    return this.#gates.values();
  }

  /** @returns `undefined` for a body that nobody read: it names no model */
  #nameOf({ key = '', workspace = '', model }: Ask): string | undefined {
    switch (this.#scope) {
      case 'all':
        return '';
      case 'key':
        return key;
      case 'workspace':
        return workspace;
      case 'model':
        return model === undefined ? undefined : modelGroup(model);
    }
  }
}

/** Tells keys apart and shows nothing of them: they may be real ones. */
function maskOf(key: string): string {
  return `key-${hashText(key).toString(16).padStart(8, '0')}`;
}

/** Versions of a model share its limits: `claude-opus-4-6` and `claude-opus-5-5` are one group. */
function modelGroup(model: string): string {
  return model.replace(/(?:-\d[\w.]*)+$/, '');
}
