import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { armOf, compareRuns } from '../../../src/analyze/compare/compare-runs.ts';
import { renderComparisonHtml } from '../../../src/render/html/comparison.ts';
import { renderHtml } from '../../../src/render/html/index.ts';
import { renderTuningHtml } from '../../../src/render/html/tuning-page.ts';
import { anArm } from '../../helpers/a-comparison.ts';
import { aComparison, aRun, aStrategy } from '../../helpers/a-run.ts';
import { aSize, SWEEP } from '../../helpers/a-sweep.ts';
import { aCombinedTuning, aTuning } from '../../helpers/a-tuning.ts';

const days = ['2026-01-05', '2026-01-06', '2026-01-09'].map((day) => ({
  label: day,
  result: { ...aComparison(), started_at: `${day}T12:00:00.000Z` },
}));

const [before, after] = [10_000, 12_000].map((ms) =>
  anArm({ makespans: [0, 100, -100, 50, -50].map((more) => ms + more) }),
) as [ReturnType<typeof anArm>, ReturnType<typeof anArm>];
const comparison = compareRuns(armOf(before, 'main.json'), armOf(after, 'new.json'));
const heat = {
  metric: 'latency',
  bucket_ms: 1_000,
  from_ms: 100,
  columns: Array.from({ length: 10 }, () => [0, 20, 5]),
} as const;

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
    'report',
    renderHtml(aRun([aStrategy({ metrics: { heat } })], { comparison })),
    ['axis', 'forest', 'heat', 'panel', 'percentile'],
  ],
  [
    'comparison',
    renderComparisonHtml({
      sources: [
        { label: 'A', result: before },
        { label: 'B', result: after },
      ],
      comparison,
    }),
    ['axis', 'filePanel', 'forest', 'percentile'],
  ],
  [
    'comparison',
    renderComparisonHtml({ sources: days }),
    ['axis', 'filePanel', 'percentile', 'trend'],
  ],
  ['tune', renderTuningHtml(aTuning()), ['curve', 'sweep']],
  ['tune', renderTuningHtml(aCombinedTuning()), ['cells', 'pareto']],
];

it.each(PAGES)('a page %s has its kinds of charts', (_, html, kinds) => {
  expect(kindsOn(html)).toEqual(kinds);
});

it.each(['report', 'comparison', 'tune'])(
  'the script of the pages %s can draw every chart on them again, and no others',
  (page) => {
    const script = new URL(`../../../reports/templates/pages/${page}.ts`, import.meta.url);
    const known = /startPage\(\{([\s\S]*)\}\)/.exec(readFileSync(script, 'utf8'))?.[1] ?? '';
    const drawn = [...known.matchAll(/(\w+)(?:: \w+)?,?/g)].map(([, kind]) => kind);
    const kinds = PAGES.flatMap(([name, , on]) => (name === page ? on : []));
    expect(drawn.sort()).toEqual([...new Set(kinds)].sort());
  },
);

it.each(PAGES)('the page %s has at most 24 KB of script and 10 KB of style', (_, html) => {
  const [style = '', script = ''] = [/<style>(.*?)<\/style>/s, /<script>(.*?)<\/script>/s].map(
    (part) => part.exec(html)?.[1],
  );
  expect(Buffer.byteLength(script)).toBeGreaterThan(10_000);
  expect(Buffer.byteLength(script)).toBeLessThanOrEqual(24 * 1_024);
  expect(Buffer.byteLength(style)).toBeGreaterThan(5_000);
  expect(Buffer.byteLength(style)).toBeLessThanOrEqual(10 * 1_024);
});

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
