import { describe, expect, it } from 'vitest';
import { renderTuningHtml } from '../../../src/render/html/tuning-page.ts';
import { plainStyle } from '../../../src/render/terminal/style.ts';
import { renderTuning } from '../../../src/render/terminal/tuning.ts';
import { aCombinedTuning, aTuning } from '../../helpers/a-tuning.ts';

const HOSTILE = 'x</script><img src=x onerror=alert(1)>';

const tuning = aTuning({ scenario: HOSTILE });

describe('the page of a search', () => {
  const page = renderTuningHtml(tuning);

  it('writes every `details` open, because a closed one prints nothing', () => {
    expect(page.match(/<details/g)?.length).toBeGreaterThan(0);
    expect(page.match(/<details(?! open)/g)).toBeNull();
  });

  it('says what was found, and why not more', () => {
    expect(page).toContain('<h1>pool: size 38, within 3 % from 37 to 38</h1>');
    expect(page).toContain(
      'first that breaks them: 39, by rate_limited rate &lt; 2%: 4.1 % where 2 % are allowed: a cliff',
    );
    expect(page).toContain('pLimit(38)');
    expect(page).toContain(
      'predicted 16.6/s, measured 15.0/s over 300 items: the real server is slower by 9.6 %',
    );
  });

  it('draws the curve, and is the same bytes each time', () => {
    expect(page).toContain('★ best: 38 in flight');
    expect(renderTuningHtml(tuning)).toBe(page);
  });

  it('joins points by value, wherever the first probe lies', () => {
    const first = {
      ...({
        value: 30,
        purpose: 'seed',
        seed: 1,
        items: 300,
        rate_limited: 0,
        bounds: [],
      } as const),
      ...({
        throughput_per_s: 13,
        throughput_se_per_s: 0.1,
        call_p95_ms: 4_030,
        state: 'feasible',
      } as const),
    };
    const html = renderTuningHtml(aTuning({ probes: [first] }));
    const [, line = ''] = /<path d="([^"]*)"[^>]*stroke-width="2"/.exec(html) ?? [];
    const xs = [...line.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x));
    expect(xs).toHaveLength(4);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  it('lets nothing hostile through, and carries no style of its own', () => {
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/<[^>]* style=/);
    expect(page).toContain('default-src &#39;none&#39;');
  });
});

describe('the page of a search over two options', () => {
  const page = renderTuningHtml(aCombinedTuning());
  const cells = /<svg(?:(?!<\/svg>).)*<title>Goodput of pool.*?<\/svg>/s.exec(page)?.[0] ?? '';
  const pareto = /<svg(?:(?!<\/svg>).)*<title>Goodput against.*?<\/svg>/s.exec(page)?.[0] ?? '';

  it('has a cell with text for each combination that was tried', () => {
    const texts = [...cells.matchAll(/<text[^>]*>([^<]*\/s)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(['? 3.40/s', '3.50/s', '7.10/s', '✕ 17.7/s', '★ 16.8/s']);
    expect(cells).toContain('pool.size; down: retry.maxRetries');
  });

  it('keeps 50 rows of a table, and says how many it leaves out', () => {
    const { candidates = [], ...search } = aCombinedTuning();
    const many = Array.from({ length: 63 }, (_, i) => candidates[i % candidates.length]);
    const long = renderTuningHtml({ ...search, candidates: many.flatMap((each) => each ?? []) });
    const rows = long.match(/<tr>\s*<th scope="row" class="name"><bdi>pool: /g);
    expect(rows).toHaveLength(50);
    expect(long).toContain('+13 more in tuning.json.');
    expect(page).not.toContain('more in tuning.json');
  });

  it('names every strategy that was varied', () => {
    const { candidates = [], ...search } = aCombinedTuning();
    const [first] = candidates;
    const others = first ? [{ ...first, strategy: 'pacing' }] : [];
    const html = renderTuningHtml({ ...search, candidates: [...candidates, ...others] });
    expect(html).toContain('strategies pool, pacing');
    expect(page).toContain('strategy pool (semaphore)');
  });

  it('gives a strategy of the name baseline the colour that any other has', () => {
    const { candidates = [], ...search } = aCombinedTuning();
    const named = candidates.map((each) => ({ ...each, strategy: 'baseline' }));
    const html = renderTuningHtml({ ...search, candidates: named });
    const own = /<title>Goodput of baseline(?:(?!<\/svg>).)*/s.exec(html)?.[0];
    expect(own).toContain('<g class="s1"');
    expect(own).not.toContain('<g class="s0"');
  });

  it('colours only what keeps to the constraints, the most the strongest', () => {
    expect(cells.match(/fill-opacity="[\d.]+"/g)).toEqual([
      // 3.5, 7.1 and 16.8 of 16.8, in ninths: 2, 4 and 9 of them, 0.45 at most.
      'fill-opacity="0.1"',
      'fill-opacity="0.2"',
      'fill-opacity="0.45"',
    ]);
    expect(cells.match(/stroke-dasharray="3 3"/g)).toHaveLength(2);
  });

  it('says which combinations are on the Pareto front, and names those that may be chosen', () => {
    expect(pareto).toContain('3 of 5 combinations are on the Pareto front.');
    expect(pareto).toMatch(/font-weight="600">★ 32 · 4</);
    expect(pareto).toContain('>16 · 4<');
    expect(pareto).not.toContain('>32 · 0<');
    // Filled: three of the front; hollow: the two behind it.
    expect(pareto.match(/class="hollow"/g)).toHaveLength(2);
  });

  it('has no cells where one option alone was varied, and no missing number anywhere', () => {
    expect(renderTuningHtml(aTuning())).not.toContain('<section id="cells">');
    const markup = page.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });
});

it('says the same on the terminal, no wider than it is', () => {
  const text = renderTuning(tuning, { width: 80, style: plainStyle, files: [] });
  expect(text).toContain('✓ pool: size 38, within 3 % from 37 to 38');
  expect(text).toMatch(/★ ✓ {3}38 {2}█+ +16\.6\/s/);
  expect(text).toMatch(/ {2}✕ {3}39/);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
