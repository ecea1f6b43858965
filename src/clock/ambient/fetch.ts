import type { RunSlot } from './active-run.ts';
import { patchFunction } from './patch.ts';

/**
 * `fetch` reaches the in-process target during a run, and nothing else.
 *
 * @param socketsAreMocked then the real one goes on, to its socket: that is answered in this process, or refused
 */
export function patchFetch(slot: RunSlot, socketsAreMocked: () => boolean): void {
  patchFunction(globalThis, 'fetch', slot, (run, args, real) => {
    const [input, init] = args as Parameters<typeof globalThis.fetch>;
    const url = input instanceof Request ? input.url : String(input);
    const origin = URL.parse(url)?.origin;
    if (run.fetch && origin === new URL(run.fetch.baseUrl).origin)
      return run.fetch.send(input, init);
    if (socketsAreMocked()) return real();
    return Promise.reject(run.refuse('REAL_NETWORK', `fetch of ${origin ?? url}`));
  });
}
