import type { Tone } from '../status.ts';

/** Emphasis that the terminal knows: the names of `util.styleText`. */
export type Emphasis = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

/** Wraps text in colour. Given by the caller, who knows the stream; the identity where colours are off. */
export type Style = (emphasis: Emphasis, text: string) => string;

export const plainStyle: Style = (_, text) => text;

const EMPHASIS: Readonly<Record<Exclude<Tone, 'plain'>, Emphasis>> = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  muted: 'dim',
};

/** Text in the colour of its tone. */
export function toned(style: Style, tone: Tone, text: string): string {
  return tone === 'plain' ? text : style(EMPHASIS[tone], text);
}
