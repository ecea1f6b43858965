import { readFileSync } from 'node:fs';
import ejs from 'ejs';
import { MISSING } from '../format.ts';
import { escapeMarkup } from '../markup.ts';
import type { Chart } from './charts/svg.ts';
import type { Figure } from './figure.ts';

/** A file of `reports/templates`. */
export function readTemplate(name: string): string {
  return readFileSync(new URL(import.meta.resolve(`#templates/${name}`)), 'utf8');
}

/**
 * Fills a template. `<%=` escapes everything; `<%-` is for the style sheet, the drawings and partials, and a test keeps it
 * so. Options are fixed here: none may ever come from a result.
 */
export function renderTemplate(name: string, data: object): string {
  return ejs.render(
    readTemplate(name),
    { ...data, glyph, figure },
    {
      escape: (value: unknown) => escapeMarkup(String(value ?? MISSING)),
      includer: (partial: string) => ({ template: readTemplate(`${partial}.ejs`) }),
      rmWhitespace: true,
    },
  );
}

/** A small drawing beside text. */
function glyph({ svg }: Chart): string {
  return svg;
}

/** Both drawings of a chart. The narrow one is hidden even where no style sheet applies. */
function figure({ wide, narrow }: Figure): string {
  return `<div class="wide">${wide.svg}</div><div class="narrow" hidden>${narrow.svg}</div>`;
}
