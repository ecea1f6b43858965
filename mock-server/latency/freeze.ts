import { defineVariant } from '../../src/core/variant.ts';
import type { Latency } from './latency.ts';

export const freeze = defineVariant({
  kind: 'freeze',
  summary: 'Stands still for a while: what would end within it, or comes then, ends at its end.',
  options: {
    at: { type: 'duration', summary: 'when it freezes, counted from the reset of the server' },
    over: { type: 'duration', summary: 'how long' },
    dist: { type: 'distribution', summary: 'what is drawn at all other times' },
  },
  create: ({ at, over, dist }): Latency => ({
    sample(u, elapsed = 0) {
      const drawn = dist.sample(u, elapsed);
      const frozen = elapsed + drawn > at && elapsed < at + over;
      return frozen ? at + over + drawn - elapsed : drawn;
    },
  }),
});
