import type { VerdictStatus } from '../core/verdict.ts';

/** How good something is; a class in HTML, a colour in the terminal. */
export type Tone = 'good' | 'bad' | 'warn' | 'muted' | 'plain';

/** A verdict as people see it: always glyph, word and colour together. */
export interface StatusLook {
  readonly glyph: string;
  readonly word: string;
  /** First word of the page's title. */
  readonly title: 'PASS' | 'FAIL' | 'INVALID' | 'INCONCLUSIVE' | 'PARTIAL' | 'ERROR';
  readonly tone: Tone;
}

export const STATUS_LOOKS: Readonly<Record<VerdictStatus, StatusLook>> = {
  pass: { glyph: '✓', word: 'pass', title: 'PASS', tone: 'good' },
  error: { glyph: '!', word: 'error', title: 'ERROR', tone: 'bad' },
  failed: { glyph: '✕', word: 'fail', title: 'FAIL', tone: 'bad' },
  regressed: { glyph: '✕', word: 'regressed', title: 'FAIL', tone: 'bad' },
  invalid: { glyph: '!', word: 'invalid', title: 'INVALID', tone: 'bad' },
  inconclusive: { glyph: '?', word: 'inconclusive', title: 'INCONCLUSIVE', tone: 'warn' },
  partial: { glyph: '◐', word: 'partial', title: 'PARTIAL', tone: 'warn' },
};

/** What a threshold or a comparison says. `Unchanged` is evidence, `inconclusive` is the lack of it. */
export type Status =
  | 'pass'
  | 'fail'
  | 'regressed'
  | 'improved'
  | 'unchanged'
  | 'inconclusive'
  | 'no-data'
  | 'skipped'
  | 'error'
  | 'invalid';

export const CHECK_LOOKS: Readonly<Record<Status, Omit<StatusLook, 'title'>>> = {
  pass: { glyph: '✓', word: 'pass', tone: 'good' },
  fail: { glyph: '✕', word: 'fail', tone: 'bad' },
  regressed: { glyph: '✕', word: 'regressed', tone: 'bad' },
  improved: { glyph: '✓', word: 'improved', tone: 'good' },
  unchanged: { glyph: '=', word: 'unchanged', tone: 'muted' },
  inconclusive: { glyph: '?', word: 'inconclusive', tone: 'warn' },
  'no-data': { glyph: '!', word: 'no data', tone: 'bad' },
  skipped: { glyph: '–', word: 'skipped', tone: 'muted' },
  error: { glyph: '!', word: 'error', tone: 'bad' },
  invalid: { glyph: '!', word: 'invalid', tone: 'bad' },
};
