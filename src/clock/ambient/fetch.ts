import type { RunSlot } from './active-run.ts';
import { patchFunction } from './patch.ts';

/** `fetch` reaches the in-process target during a run, and nothing else. */
export function patchFetch(slot: RunSlot): void {
  patchFunction(globalThis, 'fetch', slot, (run, args) => {
    const [input, init] = args as Parameters<typeof globalThis.fetch>;
    const url = input instanceof Request ? input.url : String(input);
    const origin = URL.parse(url)?.origin;
    if (run.fetch && origin === new URL(run.fetch.baseUrl).origin)
      return run.fetch.send(input, init);
    return Promise.reject(run.refuse('REAL_NETWORK', `fetch of ${origin ?? url}`));
  });
}
