import { defineVariant } from '../../src/core/variant.ts';
import { FixedPace } from './fixed-pace.ts';
import type { Load } from './load.ts';

export const none = defineVariant({
  kind: 'none',
  summary: 'Requests do not slow each other down.',
  options: {},
  create: (): Load => ({
    nominal: 0,
    createStation: (clock) => new FixedPace(clock, () => 1),
  }),
});
