/** How a value of a search stands to the constraints: glyph, word and colour. */
export const PROBE_STATES = {
  feasible: { glyph: '✓', word: 'keeps to the constraints', tone: 'good' },
  infeasible: { glyph: '✕', word: 'breaks one', tone: 'bad' },
  undecided: { glyph: '?', word: 'undecided', tone: 'warn' },
} as const;
