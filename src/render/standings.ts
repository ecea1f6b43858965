import type { Comparison } from '../core/comparison.ts';
import { gatesFinding } from './gate-sentences.ts';
import { capitalised } from './sentences.ts';
import type { StatusLook } from './status.ts';
import { CHECK_LOOKS } from './status.ts';

/** A file, and what was found when it was held against the baseline, or else why it could not be. */
export type JudgedFile = { readonly label: string } & (
  | { readonly comparison: Comparison }
  | { readonly unfit: string }
);

/** Several files, each alone against one baseline. */
export interface Judged {
  readonly against: string;
  readonly files: readonly JudgedFile[];
}

/** The verdict on one of several files, in words. */
export interface Standing {
  readonly label: string;
  readonly look: Omit<StatusLook, 'title'>;
  readonly says: string;
}

export function standingOf(file: JudgedFile): Standing {
  const { label } = file;
  if ('unfit' in file) {
    return { label, look: { ...CHECK_LOOKS.skipped, word: 'not judged' }, says: file.unfit };
  }
  const { comparison } = file;
  const only = comparison.gates ? '' : '; a warning only';
  return {
    label,
    look: CHECK_LOOKS[comparison.verdict],
    says: `${comparisonFinding(comparison)}${only}`,
  };
}

/** Some verdicts come from a figure that needs no statistics: the first reason names it. */
export function comparisonFinding(comparison: Comparison): string {
  const [first] = comparison.reasons;
  if (first === undefined || comparison.verdict === 'inconclusive') {
    return gatesFinding([], comparison);
  }
  return capitalised(first.message);
}
