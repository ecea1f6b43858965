interface Listeners {
  readonly each: Set<() => void>;
  readonly callAll: () => void;
}

const shared = new WeakMap<AbortSignal, Listeners>();

/**
 * Calls back when the signal, not aborted yet, is.
 *
 * All who listen to a signal share one event listener: `addEventListener` compares a new one with each that is there, which
 * makes adding the n-th cost n.
 *
 * @returns a function that stops listening
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const { each, callAll } = shared.get(signal) ?? share(signal);
  each.add(listener);
  return () => {
    each.delete(listener);
    if (each.size > 0) return;
    signal.removeEventListener('abort', callAll);
    shared.delete(signal);
  };
}

function share(signal: AbortSignal): Listeners {
  const each = new Set<() => void>();
  const callAll = () => {
    for (const listener of each) listener();
  };
  signal.addEventListener('abort', callAll, { once: true });
  const listeners = { each, callAll };
  shared.set(signal, listeners);
  return listeners;
}
