import { describe, expect, it } from 'vitest';
import { armOf, compareRuns } from '../../../src/analyze/compare/compare-runs.ts';
import type { RunResult } from '../../../src/core/run-result.ts';
import type { FilePanelData } from '../../../src/render/html/charts/file-panel.ts';
import { renderComparisonHtml } from '../../../src/render/html/comparison.ts';
import { renderHtml } from '../../../src/render/html/index.ts';
import { anArm } from '../../helpers/a-comparison.ts';
import { aComparison } from '../../helpers/a-run.ts';

const HOSTILE = `x</script><script>document.title='PWNED'</script><img src=x onerror="alert(1)">`;
const LEAKS = /NaN|undefined|Infinity|\[object/;

const before = anArm({ makespans: [10_000, 10_100, 9_900, 10_050, 9_950, 10_020, 9_980] });
const after = anArm({ makespans: [12_000, 12_100, 11_900, 12_050, 11_950, 12_020, 11_980] });
const judged = (a = before, b = after) =>
  renderComparisonHtml({
    sources: [
      { label: 'A', result: a },
      { label: 'B', result: b },
    ],
    comparison: compareRuns(armOf(a, 'main.json'), armOf(b, 'new.json')),
  });
/** The data of the charts, as the script of the page reads them. */
function figures(html: string) {
  const json = /id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}';
  return JSON.parse(json).figures as Readonly<
    Record<string, { readonly kind: string; readonly data: FilePanelData }>
  >;
}
const markup = (html: string) => html.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '');

describe('the page of a comparison', () => {
  const page = judged();

  it('says first what became slower, by how much, and how sure that is', () => {
    expect(page).toContain('<title>REGRESSED · concurrency · llm-bench</title>');
    expect(page).toMatch(/<h1>Makespan of pool regressed: \+20 % /i);
    expect(page).toContain('B = new.json against A = main.json, 7 pairs of rounds.');
  });

  it('draws the interval of a metric beside the band that does not matter', () => {
    expect(page).toContain('Change of B = new.json against A = main.json; to the right is worse.');
    expect(page).toContain('the grey band is ±5 %');
    expect(page).toMatch(/<desc>pool · makespan: \+20 % ✕ regressed, \+/);
  });

  it('says what A and B are, on the page of a run that has a baseline, too', () => {
    const comparison = compareRuns(armOf(before, 'main'), armOf(after, 'this run'));
    expect(renderHtml({ ...after, comparison })).toContain(
      'Change of B = this run against A = main; to the right is worse.',
    );
  });

  it('draws the pairs of rounds behind each interval, and which deciles of latency moved', () => {
    const [gates = '', deciles = ''] =
      page.match(/<svg[\s\S]*?<\/svg>/g)?.filter((svg) => svg.includes('Changes with')) ?? [];
    // Makespan and latency p95; errors are 0 in every pair, and drawn there.
    expect(gates.match(/r="2.5"/g)).toHaveLength(3 * 7);
    for (const decile of [10, 20, 30, 40, 50, 60, 70, 80, 90]) {
      expect(deciles).toContain(`p${decile}: +20 % ✕ regressed, `);
    }
    expect(page).toContain('Which part of the range moved');
  });

  it('says before all else which options differ', () => {
    const sized = (run: RunResult, size: number) => ({
      ...run,
      plan: {
        ...run.plan,
        strategies: run.plan.strategies.map((each) => ({ ...each, options: { size } })),
      },
    });
    const html = judged(sized(before, 10), sized(after, 6));
    const [name] = before.plan.strategies.map((each) => each.name);
    expect(html.indexOf('<section id="settings">')).toBeLessThan(
      html.indexOf('<section id="compared">'),
    );
    expect(html).toMatch(
      new RegExp(`<bdi>strategies\\.${name}\\.options\\.size</bdi>.*<bdi>10</bdi>.*<bdi>6</bdi>`),
    );
    expect(page).not.toContain('<section id="settings">');
  });

  it('folds away what neither decides nor was found', () => {
    const [open = '', folded = ''] = judged(before, before).split('<summary>Everything else');
    const rowsOf = (html: string) =>
      [...html.matchAll(/<td class="text">([a-z][\w ]+)<\/td>/g)].map(([, metric]) => metric);
    expect(rowsOf(open)).toEqual(['makespan', 'errors', 'latency p95']);
    expect(rowsOf(folded)).toContain('throughput');
  });

  it('draws the timeline of B, and keeps that of A for the reader, on the same axis', () => {
    const [panel, axis] = ['timeline-0', 'axis'].map((id) => figures(page)[id]);
    expect(page).toMatch(/<h3><bdi>pool<\/bdi> <span class="note"><bdi>B: 12.0 s · [^<]*<\/bdi>/);
    expect(page).toContain('<title>Attempts in flight over time: pool, B</title>');
    expect(page).toMatch(/data-choice="file" value="A" aria-pressed="false"/);
    expect(panel?.kind).toBe('filePanel');
    expect(panel?.data.files.map(({ file }) => file)).toEqual(['B', 'A']);
    expect(panel?.data.shared).toEqual(axis?.data);
  });

  it('calls a changed target the change under test, and no other work', () => {
    const other = {
      ...after,
      plan: { ...after.plan, target: { ...after.plan.target, model: 'other' } },
    };
    expect(judged(before, other)).not.toContain('Different work');
  });

  it('finds nothing in a file held against itself', () => {
    const same = judged(before, before);
    expect(same).toContain('<h1>Nothing regressed</h1>');
    expect(markup(same)).not.toMatch(/✕|✓ improved/);
  });

  it('has the same bytes for the same files, and no text of a missing value', () => {
    expect(judged()).toBe(page);
    expect(markup(page)).not.toMatch(LEAKS);
  });
});

describe('the page of several files', () => {
  const run = aComparison();
  const foreign = {
    tool: 'AIPerf',
    label: 'theirs',
    completed: 100,
    metrics: { service: { percentiles: { 50: 2_000, 95: 3_000 } } },
  };
  const page = renderComparisonHtml({
    sources: [
      { label: 'monday', result: run },
      { label: 'friday', result: run },
      { label: 'theirs.json', foreign: [foreign] },
    ],
  });

  it('has a row for every strategy of every file, and judges nothing', () => {
    const rows = page.match(/<tr data-series="(monday|friday|theirs.json)">/g);
    expect(rows).toHaveLength(2 * run.strategies.length + 1);
    expect(page).toContain('Shown side by side and not judged.');
    expect(page).not.toContain('class="pill');
  });

  it('lays the lines of the files over each other, a chart a strategy', () => {
    expect(page.match(/data-figure="overlay-\d+"/g)).toHaveLength(run.strategies.length);
  });

  it('shows the newest file that has timelines first, and offers no other', () => {
    const html = renderComparisonHtml({
      sources: [
        { label: 'monday', result: run },
        { label: 'cut', result: { ...run, strategies: [], complete: false } },
      ],
    });
    expect(html.match(/<title>Attempts in flight over time: [^<]*, monday<\/title>/g)).toHaveLength(
      run.strategies.length,
    );
    expect(html).not.toContain('is not in cut');
    expect(html).not.toContain('data-choice="file"');
  });

  it('has a column for each file where an option is not the same in all', () => {
    const [first, second, third] = [1, 1, 2].map((maxRetries) => ({
      ...run,
      plan: { ...run.plan, retry: { ...run.plan.retry, maxRetries } },
    })) as [RunResult, RunResult, RunResult];
    const html = renderComparisonHtml({
      sources: [first, second, third].map((result, i) => ({ label: `f${i}`, result })),
    });
    expect(html).toMatch(
      /<bdi>retry\.maxRetries<\/bdi>.*<bdi>1<\/bdi>.*<bdi>1<\/bdi>.*<bdi>2<\/bdi>/,
    );
  });

  it('draws a line a strategy over the starts of three files, and none of different work', () => {
    const days = ['2026-01-05', '2026-01-06', '2026-01-09'];
    const sources = days.map((day) => ({
      label: day,
      result: { ...run, started_at: `${day}T12:00:00.000Z` },
    }));
    const html = renderComparisonHtml({ sources });
    const [trend] = html.match(/<svg(?:(?!<\/svg>).)*<title>makespan of every.*?<\/svg>/s) ?? [];
    expect(trend?.match(/stroke-width="2"/g)).toHaveLength(run.strategies.length);
    expect(html).toContain('colours are strategies here, and files elsewhere on this page');
    expect(html).toMatch(/data-choice="metric" value="latency p95" aria-pressed="false"/);
    expect(renderComparisonHtml({ sources: sources.slice(1) })).not.toContain('id="trend"');
    const [first, ...others] = sources;
    const other = first && { ...first, result: { ...run, plan: { ...run.plan, seeds: [99] } } };
    expect(renderComparisonHtml({ sources: [...others, ...(other ? [other] : [])] })).not.toContain(
      'id="trend"',
    );
  });

  it('names the tool that measured what we did not', () => {
    expect(page).toContain('<bdi>theirs (AIPerf)</bdi>');
    expect(page).toContain('Measured by AIPerf: shown, never judged.');
  });

  it('says that runs of different work cannot be held against each other', () => {
    const other = { ...run, plan: { ...run.plan, seeds: [99] } };
    const different = renderComparisonHtml({
      sources: [
        { label: 'a', result: run },
        { label: 'b', result: other },
      ],
    });
    expect(different).toContain('<h1>2 files side by side: different work</h1>');
    expect(different).toContain('Different work: the runs differ in seeds');
  });

  it('escapes hostile labels and names', () => {
    const hostile = renderComparisonHtml({
      sources: [
        { label: HOSTILE, result: run },
        { label: 'b', foreign: [{ ...foreign, label: HOSTILE }] },
      ],
    });
    expect(hostile).not.toContain('<img');
    expect(hostile.match(/<script\b/g)).toHaveLength(2);
  });
});
