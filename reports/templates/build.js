// Makes assets.json of the style sheet and the client script, with the hashes that the page's own policy allows.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A page's script knows the kinds of charts that stand on it, and no others. */
const PAGES = ['report', 'comparison', 'tune'];

/** Comments and needless blanks out; nothing cleverer. */
const compact = (css) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/;}/g, '}')
    .replace(/: /g, ':')
    .trim();

async function bundle(page) {
  const output = await build({
    root: path('.'),
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry: path(`pages/${page}.ts`), formats: ['iife'], name: 'llmBench' },
    },
  });
  const chunks = (Array.isArray(output) ? output : [output]).flatMap((each) => each.output);
  return chunks
    .map(({ code }) => code)
    .join('')
    .trim();
}

/** The browser hashes what it read: a CR is not among it, and these end the element or hide what follows. */
function refuse(name, text, forbidden) {
  if (forbidden.test(text)) throw new Error(`${name} holds ${forbidden}`);
}

const css = compact(readFileSync(path('report.css'), 'utf8'));
refuse('report.css', css, /<\/style|\r/i);
const hash = (text) => createHash('sha256').update(text).digest('base64');
const scripts = await Promise.all(
  PAGES.map(async (page) => {
    const js = await bundle(page);
    refuse(`pages/${page}.ts`, js, /<\/script|<!--|\r/i);
    return [page, { js, jsHash: hash(js) }];
  }),
);
const assets = { css, cssHash: hash(css), scripts: Object.fromEntries(scripts) };
// Beside and renamed: tests that run side by side may read it.
const beside = path(`assets.json.${process.pid}`);
writeFileSync(beside, JSON.stringify(assets));
renameSync(beside, path('assets.json'));
