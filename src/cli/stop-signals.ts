import type { StopSignal } from './exit-codes.ts';
import { SIGNAL_CODES } from './exit-codes.ts';
import type { Io } from './io.ts';

const SIGNALS = Object.keys(SIGNAL_CODES) as StopSignal[];

/** A request to stop, from outside. */
export interface Stop {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** The signal that arrived, if one did. */
  readonly received: StopSignal | undefined;
  /** Stops listening. */
  dispose(): void;
}

/**
 * Turns SIGINT and SIGTERM into an abort. The first one stops the run, which then writes what it has; a second one ends
 * the process at once.
 *
 * @param notice what to say on stderr when the first one arrives
 * @param clear leaves the screen as it was found, before anything is said and before the process can end
 */
export function listenForStop(io: Io, notice: string, clear = () => {}): Stop {
  const controller = new AbortController();
  let received: StopSignal | undefined;
  const listeners = SIGNALS.map((name) => {
    const listener = () => {
      clear();
      if (received) io.exit(SIGNAL_CODES[name]);
      received = name;
      io.stderr.write(`\n${notice}\n`);
      controller.abort(new Error(`stopped by ${name}`));
    };
    io.on(name, listener);
    return () => io.off(name, listener);
  });
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    dispose() {
      for (const remove of listeners) remove();
    },
  };
}
