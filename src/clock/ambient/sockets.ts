import net from 'node:net';
import type { RunSlot } from './active-run.ts';
import { patchFunction } from './patch.ts';

/**
 * Refuses every connection, except of a socket that has a `connect` of its own: somebody took its handle away and answers in
 * this process, as msw does.
 *
 * @returns whether somebody has put a function of theirs before ours since then, and may answer in this process
 */
export function patchSockets(slot: RunSlot): () => boolean {
  const sockets = net.Socket.prototype;
  patchFunction(sockets, 'connect', slot, (run, _, real, socket) => {
    if (Object.hasOwn(Object(socket), 'connect')) return real();
    throw run.refuse('REAL_NETWORK', 'net.Socket.connect');
  });
  const patched = sockets.connect;
  return () => sockets.connect !== patched;
}
