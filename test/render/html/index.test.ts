import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PALETTE } from '../../../src/render/html/charts/palette.ts';
import { renderHtml } from '../../../src/render/html/index.ts';
import { aComparison, aDeadlock, aRun, aStrategy, aVirtualRun } from '../../helpers/a-run.ts';

const HOSTILE = `x</script><script>document.title='PWNED'</script><img src=x onerror="document.title='PWNED'">`;

const templates = new URL('../../../reports/templates/', import.meta.url);
const page = renderHtml(aComparison());

const tagsOf = (html: string) =>
  html.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '').match(/<[a-z][^>]*>/g) ?? [];

describe('the page', () => {
  it('has the same bytes for the same result', () => {
    expect(renderHtml(aComparison())).toBe(page);
  });

  it('starts its title with the verdict', () => {
    expect(page).toContain('<title>PASS · concurrency · llm-bench</title>');
  });

  it('has its sections in order', () => {
    expect([...page.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id)).toEqual([
      'strategies',
      'timeline',
      'latency',
      'errors',
      'trust',
      'reproduce',
    ]);
  });

  it('leaves out a section without data', () => {
    expect(renderHtml(aRun([aStrategy()]))).not.toContain('<section id="errors">');
  });

  it('says of a failure when it was first met, on which attempt, and how long to wait', () => {
    const errors = [
      {
        ...({ outcome: 'rate-limited', message: 'slow down', count: 2, later_ok: 2 } as const),
        ...{ retry_after_min_ms: 2_000, retry_after_max_ms: 61_000 },
        ...{ first_ms: 1_234, example: 'slow down', example_of: { item: 7, attempt: 1 } },
      },
    ];
    const strategy = aStrategy();
    const html = renderHtml(aRun([{ ...strategy, metrics: { ...strategy.metrics, errors } }]));
    const row = /<section id="errors">[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1];
    expect(row).toContain('<td>1.23 s</td>');
    expect(row).toContain('<td>2.00 s to 61.0 s</td>');
    expect(row).toContain('attempt 2 of item 7');
  });

  it('stars the strategy that the headline names, and no other', () => {
    expect(page.match(/class="star"/g)).toHaveLength(1);
    expect(page).toMatch(/<h1>task-group is/);
    expect(page).toMatch(/<tr data-series="task-group" class="recommended">/);
  });

  it('shows a percentile of every distribution in the tables', () => {
    expect(page).toMatch(/<th scope="rowgroup" class="name">queue<\/th>/);
  });

  it('stars the row of the smaller size where a larger one is hardly faster, though it stands first', () => {
    const sized = (size: number, makespan: number) =>
      aStrategy({
        ...{ name: `pool-${size}`, kind: 'semaphore', options: { size } },
        ...{ slots: size, makespans: [makespan] },
        metrics: { makespan_ms: makespan, throughput_per_s: 60_000 / makespan },
      });
    const html = renderHtml(aRun([sized(8, 20_000), sized(10, 10_100), sized(12, 10_000)]));
    const rows = html.match(/<tr data-series="[\s\S]*?<\/tr>/g) ?? [];
    const starred = rows.filter((row) => row.includes('class="star"'));
    expect(rows[0]).toContain('data-series="pool-12"');
    expect(starred.map((row) => /data-series="([^"]*)"/.exec(row)?.[1])).toEqual(['pool-10']);
    expect(starred[0]).toContain('class="recommended"');
  });

  it('says four further reasons in its head, and counts the others', () => {
    const reasons = Array.from({ length: 12 }, (_, i) => ({ code: 'x', message: `reason ${i}` }));
    const html = renderHtml(
      aRun([aStrategy()], { verdict: { status: 'invalid', exitCode: 12, reasons } }),
    );
    const head = html.slice(0, html.indexOf('</header>'));
    expect(head.match(/<p>Reason/g)).toHaveLength(4);
    expect(head).toMatch(/<p>And \d more reasons\.<\/p>/);
  });

  it.each([
    ['few', 3],
    ['many', 12],
  ])(
    'writes every `details` open, because a closed one prints nothing, with %s strategies',
    (_, count) => {
      const strategies = Array.from({ length: count }, (__, i) => aStrategy({ name: `s${i}` }));
      const html = renderHtml(aRun(strategies));
      expect(html.includes('<summary>4 more strategies')).toBe(count > 8);
      expect(html.match(/<details/g)?.length).toBeGreaterThan(0);
      expect(html.match(/<details(?! open)/g)).toBeNull();
    },
  );

  it('names the host of the mock, its pacing, and how late its replies and its loop were', () => {
    const { name, ...strategy } = aStrategy({
      metrics: {
        server: { requests: 60, peak_in_flight: 9, hidden_attempts: 0, overhead_p50_ms: 1.25 },
      },
    });
    const late = { late_p50_ms: 0.1, late_p99_ms: 2.5, late_max_ms: 9, loop_max_ms: 8 };
    const html = renderHtml({
      ...aRun([{ ...strategy, name }]),
      mock: { host: 'http', pacing: 'auto' },
      health: [{ strategy: name, mock: { ...late, loop_p99_ms: 3.5 } }],
    });
    expect(html).toContain('<dd>over HTTP, in a process of its own</dd>');
    expect(html).toContain('<dt>its pacing</dt><dd>auto: polls until a reply is due');
    const row = /<section id="trust">[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1];
    const cells = [...(row ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text);
    expect(cells.slice(-3)).toEqual(['1.3 ms', '2.5 ms', '3.5 ms']);
  });

  it('has a style sheet of at most 10 KB', () => {
    expect(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1]?.length).toBeLessThanOrEqual(10_240);
  });

  it('stays below 400 KB', () => {
    expect(page.length).toBeLessThan(400_000);
  });
});

describe('the page of a virtual run', () => {
  const seeds = (name: string, makespans: readonly number[]) =>
    aStrategy({
      name,
      kind: name,
      makespans,
      metrics: {
        server: { requests: 60, peak_in_flight: 9, hidden_attempts: 0, overhead_p50_ms: 0 },
      },
    });
  const virtual = renderHtml(
    aVirtualRun([seeds('sequential', [9_000, 9_400, 9_800]), seeds('fast', [2_000, 2_200, 2_400])]),
  );

  it('names clock, seeds and fingerprint in its head', () => {
    const facts = /<ul class="facts">([\s\S]*?)<\/ul>/.exec(virtual)?.[1];
    expect(facts).toContain(
      '<li>virtual clock</li><li>3 seeds 42–44, mean ± s.d.</li><li>fingerprint 3f9a1c0277aa12bc</li>',
    );
  });

  it('tells how to run it again', () => {
    expect(virtual).toContain(
      'npx bench run scenarios/concurrency.ts --clock virtual --seed 42 --seeds 3',
    );
    expect(virtual).toMatch(/<dt>simulated time<\/dt><dd>225 s<\/dd>/);
  });

  it.each(['processor', 'memory', 'AMD EPYC', 'median overhead', 'few rounds', '2026-11-21 20'])(
    'does not mention %s, which virtual time cannot know',
    (unknown) => {
      expect(virtual).not.toContain(unknown);
    },
  );

  it('stacks each mean over its deviation: 2.0, 2.2 and 2.4 s → 2.20 ± 0.20 s', () => {
    expect(virtual).toContain(
      '<span class="value">2.20 s</span><span class="note">± 0.20 s</span>',
    );
  });

  it('pairs the strategies by seed: −7.0, −7.2 and −7.4 s → −7.20 ± 0.20 s', () => {
    const paired = /<div class="paired">[\s\S]*?<\/div>\s*<\/div>/.exec(virtual)?.[0];
    expect(paired).toContain('Paired by seed: fast finishes sooner than sequential in all 3 seeds');
    expect(paired).toContain('<td class="plain">−7.20 ± 0.20 s</td><td class="plain">3 of 3</td>');
  });

  it('names the seed of each panel, that of the median makespan', () => {
    expect(virtual.match(/rate-limited attempts · seed 43</g)).toHaveLength(2);
  });

  it('marks the strategy that did not finish', () => {
    const deadlock = renderHtml(aDeadlock());
    expect(deadlock).toContain('did not finish</span>');
    expect(virtual).not.toContain('did not finish');
  });
});

describe('security', () => {
  it('allows the style sheet and the script by their hashes and nothing else', () => {
    const hashOf = (pattern: RegExp) =>
      createHash('sha256')
        .update(pattern.exec(page)?.[1] ?? '')
        .digest('base64');
    const css = hashOf(/<style>([\s\S]*?)<\/style>/);
    const js = hashOf(/<script>([\s\S]*?)<\/script>/);
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${css}&#39;; script-src &#39;sha256-${js}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<title>'));
  });

  it('has no style and no handler attribute, and refers to nothing outside', () => {
    const suspicious = tagsOf(page).filter((tag) =>
      /\s(style=|on\w+=|src=|href="(?!#))/i.test(tag),
    );
    expect(suspicious).toEqual([]);
  });

  it('keeps hostile names, questions and errors as text', () => {
    const errors = [
      { outcome: 'server-error', message: HOSTILE, count: 1, later_ok: 0, example: HOSTILE },
    ] as const;
    const kind = 'custom';
    const strategy = aStrategy({ name: HOSTILE, kind, options: { note: HOSTILE } });
    const html = renderHtml(
      aRun([{ ...strategy, metrics: { ...strategy.metrics, errors } }], {
        scenario: HOSTILE,
        question: HOSTILE,
        warnings: [{ code: HOSTILE, message: HOSTILE, hint: HOSTILE }],
      }),
    );
    expect(html).not.toMatch(/<img/i);
    expect(html.match(/<script/gi)).toHaveLength(2);
    expect(html).toContain('&lt;img src=x onerror=&#34;document.title=&#39;PWNED&#39;&#34;&gt;');
  });

  it('makes controls and direction marks visible', () => {
    const html = renderHtml(aRun([aStrategy({ name: 'a\u202eb\u0007c' })]));
    expect(html).toContain('a\ufffdb\ufffdc');
    expect(html).not.toContain('\u202e');
    expect(/id="data">(.*?)<\/script>/s.exec(html)?.[1]).not.toContain('\\u202e');
  });
});

describe('templates', () => {
  const files = readdirSync(templates).filter((name) => name.endsWith('.ejs'));
  const ALLOWED =
    /^(css|js|embedded\(\)|glyph\([\w.]+\)|figure\([\w.]+\)|include\('[\w-]+'(, \{ \w+(: [\w.]+)? \})?\))$/;

  it.each(files)(
    '%s prints raw markup only from the style sheet, drawings and partials',
    (name) => {
      const text = readFileSync(new URL(name, templates), 'utf8');
      const raw = [...text.matchAll(/<%-([\s\S]*?)%>/g)].map(([, code = '']) => code.trim());
      expect(raw.filter((code) => !ALLOWED.test(code))).toEqual([]);
    },
  );
});

describe('colours', () => {
  const css = readFileSync(new URL('report.css', templates), 'utf8');

  it.each(Object.entries(PALETTE))(
    'gives %s the same light colour in css and drawings',
    (hue, hex) => {
      expect(css).toContain(`--${hue}: ${hex};`);
      expect(css).toMatch(new RegExp(`\\.${hue} \\{\\s*color: var\\(--${hue}\\);`));
    },
  );

  it('fills every shape, so that a blocked style sheet paints nothing black', () => {
    const shapes = tagsOf(page).filter((tag) => /^<(rect|circle|path|polygon|text)\b/.test(tag));
    expect(shapes.length).toBeGreaterThan(100);
    expect(shapes.filter((tag) => !/\sfill="/.test(tag))).toEqual([]);
  });

  it('gives each coloured group its colour as an attribute too', () => {
    const groups = tagsOf(page).filter((tag) => tag.startsWith('<g '));
    expect(groups.filter((tag) => !/class="\w+" color="#[0-9a-f]{6}"/.test(tag))).toEqual([]);
  });

  it('paints refusals, and other errors, in colours that nothing else has', () => {
    expect(new Set(Object.values(PALETTE)).size).toBe(Object.keys(PALETTE).length);
    const { bad, ...others } = PALETTE;
    expect(Object.values(others)).not.toContain(bad);
  });
});

describe('drawings', () => {
  const drawings = page.match(/<svg[\s\S]*?<\/svg>/g) ?? [];

  it('have a title and a description, unless a number beside them says the same', () => {
    const bare = drawings.filter(
      (svg) =>
        !/^<svg[^>]* aria-hidden="true"/.test(svg) &&
        !/^<svg[^>]* role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/.test(svg),
    );
    expect(bare).toEqual([]);
  });

  it('have ids of their own', () => {
    const ids = tagsOf(page).flatMap((tag) => / id="([^"]+)"/.exec(tag)?.[1] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('without JavaScript', () => {
  it('hides every control in the file', () => {
    const buttons = tagsOf(page).filter((tag) => tag.startsWith('<button'));
    expect(buttons.length).toBeGreaterThan(5);
    expect(buttons.filter((tag) => !/ hidden /.test(tag))).toEqual([]);
  });
});
