import type { Baseline } from '../../core/baseline.ts';
import type { Comparison } from '../../core/comparison.ts';
import { machineDifferences } from './settings.ts';

/** A measured deviation up to which a stored run of the real clock may decide (simulated: 2 to 4 % of false alarms). */
export const MOST_GATING_DEVIATION = 0.02;

/** Whether what is found in B against A may fail a build, and why not. */
export function standingOf(
  a: Baseline,
  b: Baseline,
  design: Comparison['design'],
): Pick<Comparison, 'gates' | 'warnings'> {
  if (b.clock === 'virtual' || design === 'interleaved') return { gates: true, warnings: [] };
  const hint = 'run both versions in turns: bench compare A.ts B.ts.';
  if (machineDifferences(a.machine, b.machine).length > 0) {
    const message = 'A was measured on another machine: verdicts are warnings';
    return { gates: false, warnings: [{ code: 'other-machine', message, hint }] };
  }
  const noise = Object.values(a.noise ?? {});
  if (noise.length > 0 && noise.every((deviation) => deviation <= MOST_GATING_DEVIATION)) {
    return { gates: true, warnings: [] };
  }
  const known =
    noise.length > 0 ? 'the noise of this machine is above 2 %' : 'its noise is not known';
  const message = `A was measured on another occasion, and ${known}: verdicts are warnings`;
  return { gates: false, warnings: [{ code: 'separate', message, hint }] };
}
