import type { Comparison } from '../core/comparison.ts';
import { countOf, formatCount } from './format.ts';
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

/** How many of them regressed; where none did, how many could be judged. */
export function judgedFinding({ against, files }: Judged): string {
  const compared = files.flatMap((file) => ('comparison' in file ? [file.comparison] : []));
  const of = `${formatCount(compared.length)} of ${countOf(files.length, 'file')}`;
  const regressed = compared.filter(({ verdict }) => verdict === 'regressed').length;
  if (compared.length === 0) return `No file can be judged against ${against}`;
  if (regressed > 0)
    return `${formatCount(regressed)} of ${countOf(compared.length, 'file')} regressed against ${against}`;
  return `Nothing regressed against ${against}: ${of} judged`;
}

/** Some verdicts come from a figure that needs no statistics: the first reason names it. */
export function comparisonFinding(comparison: Comparison): string {
  const [first] = comparison.reasons;
  if (first === undefined || comparison.verdict === 'inconclusive') {
    return gatesFinding([], comparison);
  }
  return capitalised(first.message);
}
