import type { Milliseconds } from '../core/units.ts';

/**
 * Calls back again and again in real time, also while the thread lives on a virtual clock. Does not keep the process
 * alive.
 *
 * @returns stops it
 */
export function realInterval(period: Milliseconds, run: () => void): () => void {
  const interval = setInterval(run, period);
  interval.unref();
  return () => clearInterval(interval);
}
