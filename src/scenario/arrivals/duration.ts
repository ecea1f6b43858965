import type { OptionSpec } from '../../core/option.ts';

/** How long items arrive; the same for every open load. */
export const durationOption = {
  type: 'duration',
  optional: true,
  summary: 'how long items arrive; until the workload is used up unless named',
} as const satisfies OptionSpec;
