import net from 'node:net';
import type { ActiveRun, RunSlot } from './active-run.ts';
import { patchFunction } from './patch.ts';

const CALL = 'net.Socket.connect';

/**
 * Refuses every connection, except of a socket whose handle somebody took over and who answers in this process, as msw does.
 *
 * @returns whether somebody has put a function of theirs before ours since then, and may answer in this process
 */
export function patchSockets(slot: RunSlot): () => boolean {
  const sockets = net.Socket.prototype;
  patchFunction(sockets, 'connect', slot, (run, _, real, socket) => {
    if (!(socket instanceof net.Socket && Object.hasOwn(socket, 'connect')))
      throw run.refuse('REAL_NETWORK', CALL);
    // Others wrap `connect` and still call the network: only the handle tells, and it is there when the attempt begins.
    socket.on('connectionAttempt', () => refuseUnlessTaken(socket, run));
    return real();
  });
  const patched = sockets.connect;
  return () => sockets.connect !== patched;
}

/** What a socket asks the kernel with. Node does not show it to others, though mocks replace its functions. */
interface Handle {
  connect(): number;
  connect6?(): number;
}

function refuseUnlessTaken(socket: net.Socket, run: ActiveRun): void {
  const handle = Reflect.get(socket, '_handle') as Handle;
  if (Object.hasOwn(handle, 'connect')) return;
  const refused = run.refuse('REAL_NETWORK', CALL);
  // The socket tells its listeners; Node looks at the number only.
  handle.connect = handle.connect6 = () => {
    socket.destroy(refused);
    return 0;
  };
}
