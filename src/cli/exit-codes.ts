import type { VerdictStatus } from '../core/verdict.ts';

/**
 * What the process ends with. Scripts depend on these numbers: changing one is a breaking change.
 */
export const EXIT_CODES = {
  pass: 0,
  /** A bug of ours, or the disk was full at the end. */
  internalError: 1,
  /** A mistake in a flag, a scenario or the environment; nothing was sent. */
  usage: 2,
  thresholdFailed: 10,
  regression: 11,
  invalidRun: 12,
  inconclusive: 13,
  interrupted: 130,
  terminated: 143,
} as const;

/** Signals that end a run, and the code each ends with. */
export const SIGNAL_CODES = {
  SIGINT: EXIT_CODES.interrupted,
  SIGTERM: EXIT_CODES.terminated,
} as const;

export type StopSignal = keyof typeof SIGNAL_CODES;

/** The exit code of every verdict. Which verdict a run gets, when it would deserve several, is `VERDICT_STATUSES`. */
const STATUS_CODES: Readonly<Record<VerdictStatus, number>> = {
  partial: EXIT_CODES.invalidRun,
  error: EXIT_CODES.internalError,
  invalid: EXIT_CODES.invalidRun,
  regressed: EXIT_CODES.regression,
  failed: EXIT_CODES.thresholdFailed,
  inconclusive: EXIT_CODES.pass,
  pass: EXIT_CODES.pass,
};

/**
 * The exit code of a judged run. A signal wins over whatever else is wrong.
 *
 * @param failOn what is otherwise no failure
 */
export function exitCodeOf(
  status: VerdictStatus,
  signal: StopSignal | undefined,
  failOn?: 'inconclusive',
): number {
  if (signal) return SIGNAL_CODES[signal];
  return status === failOn ? EXIT_CODES.inconclusive : STATUS_CODES[status];
}
