import type { Stage } from './stage.ts';

/** Aborts with a signal, and when the mock server of a stage went away. */
export function endingSignal(signal: AbortSignal, { lost }: Pick<Stage, 'lost'>): AbortSignal {
  return lost ? AbortSignal.any([signal, lost]) : signal;
}
