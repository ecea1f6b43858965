import { MISSING } from './format.ts';
import type { SpreadText } from './spread.ts';
import type { Tone } from './status.ts';

/** One number of a table, ready to be shown. */
export interface Cell {
  /** Everything, on one line. */
  readonly text: string;
  readonly tone: Tone;
  /** What tables are sorted by, where the text alone would mislead. */
  readonly sort?: number;
  /** The same on two lines, where a mean has a deviation. */
  readonly stacked?: readonly [mean: string, deviation: string];
}

/** A number as it is, or muted where it is missing. */
export function cellOf(text: string): Cell {
  return text === MISSING ? muted(text) : { text, tone: 'plain' };
}

export function spreadCell(spread: SpreadText): Cell {
  return { ...spread, tone: spread.text === MISSING ? 'muted' : 'plain' };
}

export function muted(text: string): Cell {
  return { text, tone: 'muted' };
}
