import type { Clock } from '../../src/core/clock.ts';
import type { OptionSpec } from '../../src/core/option.ts';
import { FixedPace } from './fixed-pace.ts';
import type { Station } from './load.ts';
import { ProcessorSharing } from './processor-sharing.ts';

type Sampling = 'shared' | 'arrival';

/** When a request learns how many others are in service. */
export const samplingOption = {
  type: 'choice',
  of: ['shared', 'arrival'],
  summary: 'shared: all slow each other down as they come and go; arrival: fixed at the start',
} as const satisfies OptionSpec;

/** @param stretch S(n): how much longer all takes with n requests in service */
export function createStation(
  sampling: Sampling,
  clock: Clock,
  stretch: (n: number) => number,
): Station {
  return sampling === 'arrival'
    ? new FixedPace(clock, stretch)
    : new ProcessorSharing(clock, stretch);
}
