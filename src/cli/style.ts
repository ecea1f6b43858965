import { styleText } from 'node:util';
import type { Output } from './io.ts';

/** Colours a piece of text. */
type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Colours for one stream, by its terminal, NO_COLOR and FORCE_COLOR; the text alone where colour is unwanted. */
export function styleFor(stream: Output): Style {
  return (format, text) => styleText(format, text, { stream, validateStream: true });
}
