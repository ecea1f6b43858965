import { readFileSync } from 'node:fs';
import ejs from 'ejs';
import { MISSING } from '../format.ts';
import { escapeMarkup } from '../markup.ts';
import type { Chart } from './charts/drawing.ts';
import { patch } from './charts/marker.ts';
import { withColours } from './charts/palette.ts';
import type { Figure } from './figure.ts';
import { scriptJson } from './script-json.ts';

/** A file of `reports/templates`. */
function readTemplate(name: string): string {
  return readFileSync(new URL(import.meta.resolve(`#templates/${name}`)), 'utf8');
}

/** A page of its own: a template and a script. */
type PageKind = 'report' | 'comparison' | 'tune';

/** What `reports/templates/build.js` makes of the style sheet and the client script. */
interface Assets {
  readonly css: string;
  /** SHA-256, base64. */
  readonly cssHash: string;
  /** By page: each has the charts that stand on it. */
  readonly scripts: Readonly<Record<PageKind, { readonly js: string; readonly jsHash: string }>>;
}

/**
 * Fills a page's template. `<%=` escapes everything; `<%-` is for the style sheet, the script, its data, drawings and
 * partials, and a test keeps it so. Options are fixed here: none may ever come from a result.
 *
 * @param data of the page; `download` is what its script offers as a file
 */
export function renderPage(page: PageKind, data: Readonly<Record<string, unknown>>): string {
  const { css, cssHash, scripts } = JSON.parse(readTemplate('assets.json')) as Assets;
  const { js, jsHash } = scripts[page];
  // Names, prompts and replies are hostile: whatever slips through the escaping still cannot load or run anything.
  const policy = `default-src 'none'; style-src 'sha256-${cssHash}'; script-src 'sha256-${jsHash}'; base-uri 'none'; form-action 'none'`;
  const figures: Record<string, { readonly kind: string; readonly data: unknown }> = {};
  const figure = ({ id, kind, data: own, chart }: Figure) => {
    figures[id] = { kind, data: own };
    return `<div class="figure" id="figure-${escapeMarkup(id)}" data-figure="${escapeMarkup(id)}">${withColours(chart.svg)}</div>`;
  };
  // The last thing on the page: all figures are known by then.
  const embedded = () => scriptJson({ figures, download: data.download });
  return ejs.render(
    readTemplate(`${page}.ejs`),
    { ...data, css, js, policy, key: KEY, glyph, figure, embedded },
    {
      escape: (value: unknown) => escapeMarkup(String(value ?? MISSING)),
      includer: (partial: string) => ({ template: readTemplate(`${partial}.ejs`) }),
      rmWhitespace: true,
    },
  );
}

/** Colours that no strategy has, for the key of the rows. */
const KEY = {
  wait: patch(['wait']),
  server: patch(['s1', 's2', 's3', 's4']),
  backoff: patch(['backoff']),
  bad: patch(['bad']),
  ink: patch(['ink']),
};

/** A small drawing beside text. */
function glyph({ svg }: Chart): string {
  return withColours(svg);
}
