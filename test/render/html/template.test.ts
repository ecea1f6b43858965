import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderComparisonHtml } from '../../../src/render/html/comparison.ts';
import { renderHtml } from '../../../src/render/html/index.ts';
import { renderTuningHtml } from '../../../src/render/html/tuning-page.ts';
import { aComparison, aRun } from '../../helpers/a-run.ts';
import { aSize, SWEEP } from '../../helpers/a-sweep.ts';
import { aCombinedTuning, aTuning } from '../../helpers/a-tuning.ts';

const days = ['2026-01-05', '2026-01-06', '2026-01-09'].map((day) => ({
  label: day,
  result: { ...aComparison(), started_at: `${day}T12:00:00.000Z` },
}));

/** Kinds of the charts that stand on a page. */
function kindsOn(html: string): readonly string[] {
  const json = /id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}';
  const { figures } = JSON.parse(json) as { figures: Record<string, { kind: string }> };
  return [...new Set(Object.values(figures).map(({ kind }) => kind))].sort();
}

const PAGES: readonly (readonly [name: string, html: string, kinds: readonly string[]])[] = [
  ['report', renderHtml(aComparison()), ['axis', 'panel', 'percentile']],
  ['report', renderHtml(aRun(SWEEP.map(aSize))), ['axis', 'curve', 'panel', 'percentile']],
  [
    'comparison',
    renderComparisonHtml({ sources: days }),
    ['axis', 'filePanel', 'percentile', 'trend'],
  ],
  ['tune', renderTuningHtml(aTuning()), ['curve', 'sweep']],
  ['tune', renderTuningHtml(aCombinedTuning()), ['cells', 'pareto']],
];

it.each(PAGES)(
  'the script of the page %s can draw every chart on it again',
  (name, html, kinds) => {
    expect(kindsOn(html)).toEqual(kinds);
    const script = new URL(`../../../reports/templates/pages/${name}.ts`, import.meta.url);
    const known = /startPage\(\{([\s\S]*)\}\)/.exec(readFileSync(script, 'utf8'))?.[1] ?? '';
    const drawn = [...known.matchAll(/(\w+)(?:: \w+)?,?/g)].map(([, kind]) => kind);
    expect(kinds.filter((kind) => !drawn.includes(kind))).toEqual([]);
  },
);

it.each(PAGES)('the page %s keeps what its policy and readers without a script need', (_, html) => {
  const markup = html.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '');
  const tags = markup.match(/<[a-z][^>]*>/g) ?? [];
  const odd = (kind: RegExp, isOdd: RegExp) =>
    tags.filter((tag) => kind.test(tag) && isOdd.test(tag));
  expect(odd(/./, /\s(style=|on\w+=|src=|href="(?!#))/i)).toEqual([]);
  expect(odd(/^<(rect|circle|path|polygon|text)\b/, /^(?!.*\sfill=")/)).toEqual([]);
  expect(odd(/^<button/, /^(?!.* hidden )/)).toEqual([]);
  expect(odd(/^<details/, /^(?!<details open>)/)).toEqual([]);
  const ids = tags.flatMap((tag) => / id="([^"]+)"/.exec(tag)?.[1] ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});
