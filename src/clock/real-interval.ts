import type { Milliseconds } from '../core/units.ts';
import { real } from './real-functions.ts';

/**
 * Calls back again and again in real time, also while the thread lives on a virtual clock. Does not keep the process
 * alive.
 *
 * @returns stops it
 */
export function realInterval(period: Milliseconds, run: () => void): () => void {
  const interval = real.setInterval(run, period);
  interval.unref();
  return () => real.clearInterval(interval);
}
