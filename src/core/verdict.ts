/** What is said of a run. */
export type VerdictStatus =
  | 'pass'
  | 'failed'
  | 'regressed'
  | 'invalid'
  | 'inconclusive'
  | 'partial';

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
