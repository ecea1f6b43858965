/** What is said of a run, the most severe first: of several findings the first one here decides. */
export const VERDICT_STATUSES = [
  'partial',
  'error',
  'invalid',
  'regressed',
  'failed',
  'inconclusive',
  'pass',
] as const;

export type VerdictStatus = (typeof VERDICT_STATUSES)[number];

/** A statement about a run, as data: renderers only word and draw it. */
export interface Notice {
  /** Stable, for machines: `no-data`. */
  readonly code: string;
  readonly message: string;
  /** The remedy. */
  readonly hint?: string;
}

export interface Verdict {
  readonly status: VerdictStatus;
  readonly exitCode: number;
  /** Worst first; empty for a pass. */
  readonly reasons: readonly Notice[];
}
