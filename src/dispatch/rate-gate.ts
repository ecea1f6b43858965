import type { Clock } from '../core/clock.ts';
import type { Around } from '../core/job.ts';
import type { Limiter } from './limits/limiter.ts';

/**
 * One FIFO queue in front of a limiter: whoever asks first starts first, retries included.
 *
 * The limiter is told of a start only after the request was handed to the socket, so that two starts can never come
 * closer than it allows, however late a timer fires.
 */
export function createRateGate(limiter: Limiter, clock: Clock, signal: AbortSignal) {
  let tail = Promise.resolve();

  async function untilAllowed(): Promise<void> {
    let wait = limiter.wait(clock.now());
    while (wait > 0 && !signal.aborted) {
      await clock.sleep(wait, signal).catch(() => {});
      wait = limiter.wait(clock.now());
    }
  }

  /** Runs the attempt when it is its turn and the limiter allows a start. */
  const pass: Around = async (attempt) => {
    let release = () => {};
    const previous = tail;
    tail = new Promise((resolve) => {
      release = resolve;
    });
    await previous;
    await untilAllowed();
    try {
      return attempt();
    } finally {
      limiter.start(clock.now());
      release();
    }
  };
  return { pass };
}
