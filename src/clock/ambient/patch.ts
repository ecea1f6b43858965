import type { ActiveRun, RunSlot } from './active-run.ts';

/** What a function does during a run. `real` is the call that it would have been, and `self` its `this`. */
export type Virtual = (
  run: ActiveRun,
  args: readonly unknown[],
  real: () => unknown,
  self: unknown,
) => unknown;

type Callable = (...args: never[]) => unknown;

/**
 * Replaces a function of an object by one that asks the active run, and is the real one while there
 * is none. A proxy, so that name, length, static members and `util.promisify.custom` stay.
 */
export function patchFunction(target: object, name: string, slot: RunSlot, virtual: Virtual): void {
  const found: unknown = Reflect.get(target, name);
  if (!isFunction(found)) throw new Error(`There is no function ${name} to patch.`);
  patchValue(target, name, switched(found, slot, virtual));
}

/** A function that asks the active run, and is the real one while there is none. */
export function switched<F extends Callable>(real: F, slot: RunSlot, virtual: Virtual): F {
  return new Proxy(real, {
    apply(target, self, args) {
      const call = () => Reflect.apply(target, self, args);
      return slot.run === undefined ? call() : virtual(slot.run, args, call, self);
    },
  });
}

/** Puts a value where the target, or its prototype, has one. */
export function patchValue(target: object, name: string, value: unknown): void {
  const enumerable = Object.getOwnPropertyDescriptor(target, name)?.enumerable ?? false;
  Object.defineProperty(target, name, { value, enumerable, writable: true, configurable: true });
}

function isFunction(value: unknown): value is Callable {
  return typeof value === 'function';
}
