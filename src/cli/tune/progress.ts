import { createRealClock } from '../../clock/real.ts';
import type { TuningProbe } from '../../core/tuning.ts';
import { formatPerSecond } from '../../render/format.ts';
import type { Io } from '../io.ts';

/** Nothing is said of a search that is shorter than this. */
const QUIET_FOR = 1_000;

/** A line for each probe, or for some of many combinations, of a search that takes its time. */
export function showProbes({ stderr }: Io, quiet: boolean): (told: TuningProbe | number) => void {
  const clock = createRealClock();
  let next = QUIET_FOR;
  return (told) => {
    if (quiet || clock.now() < next) return;
    if (typeof told === 'number') {
      next = clock.now() + QUIET_FOR;
      stderr.write(`${told} combinations tried\n`);
      return;
    }
    const { value, items, throughput_per_s, state } = told;
    stderr.write(`${value}: ${formatPerSecond(throughput_per_s)}, ${state} after ${items} items\n`);
  };
}
