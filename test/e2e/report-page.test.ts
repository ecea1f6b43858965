import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as axe } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { armOf, compareRuns } from '../../src/analyze/compare/compare-runs.ts';
import type { RunResult } from '../../src/core/run-result.ts';
import { renderComparisonHtml } from '../../src/render/html/comparison.ts';
import { renderHtml } from '../../src/render/html/index.ts';
import { renderTuningHtml } from '../../src/render/html/tuning-page.ts';
import { anArm } from '../helpers/a-comparison.ts';
import { aComparison, aDeadlock, aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';
import { aCombinedTuning, aTuning } from '../helpers/a-tuning.ts';
import { startApi } from '../helpers/api-server.ts';
import { runBench, workFolder } from '../helpers/run-bench.ts';

const HOSTILE = `x</script><script>document.title='PWNED'</script><img src=x onerror="document.title='PWNED'">`;

/** Means with deviations wherever there can be some. */
const bySeed = aVirtualRun(
  aComparison().strategies.map(({ rounds: [round], ...strategy }, i) => ({
    ...strategy,
    rounds: [1, 1.1, 1.3].flatMap((factor, seed) =>
      round
        ? {
            ...round,
            round: seed,
            seed,
            makespan_ms: round.makespan_ms * factor,
            throughput_per_s: round.throughput_per_s / factor,
            latency_p95_ms: 12_345 * factor,
            counts: { ...round.counts, completed: 60 - ((seed * i) % 7), failed: (seed * i) % 7 },
            attempts: { total: 60 + 9 * i * seed, rate_limited: 9 * i * seed },
          }
        : [],
    ),
  })),
);

/** A held against a slower B. */
function comparisonPage(name = 'B'): string {
  const arms = [1, 1.2].map((factor) =>
    anArm({ makespans: [9_900, 10_000, 10_050, 10_100, 9_950].map((ms) => ms * factor) }),
  );
  const [a, b] = arms as [RunResult, RunResult];
  return renderComparisonHtml({
    sources: [
      { label: 'A', result: a },
      { label: name, result: b },
    ],
    comparison: compareRuns(armOf(a, 'main.json'), armOf(b, name)),
  });
}

/** The same work on three days. */
const threeDays = ['2026-01-05', '2026-01-06', '2026-01-09'].map((day) => ({
  label: day,
  result: { ...aComparison(), started_at: `${day}T12:00:00.000Z` },
}));

/** The same work on thirty days. */
const thirtyDays = Array.from({ length: 30 }, (_, day) => ({
  label: `2026-01-${String(day + 1).padStart(2, '0')}-nightly-of-main`,
  result: {
    ...aComparison(),
    started_at: `2026-01-${String(day + 1).padStart(2, '0')}T12:00:00.000Z`,
  },
}));

/** Pixels by which the page is wider than its window. */
const OVERFLOW = 'document.documentElement.scrollWidth - innerWidth';

/** Pixels of the table of strategies that its region hides. */
const HIDDEN_COLUMNS = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(
  document.querySelector('#strategies .scroll'))`;

const launch = inject('browserLaunch');
const skipped = launch ? '' : ' (skipped: no Chromium found, set BENCH_CHROME)';

// Never a switch that loosens web security: it would hide faults of the page's own policy.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(!launch)(`the report in a browser${skipped}`, () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-page-'));

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(launch && { executablePath: launch.executablePath }),
      env: { ...process.env, ...launch?.env },
      args: ARGUMENTS,
    });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  interface Opened {
    readonly page: Page;
    /** Everything that the console, the page or its policy complained about. */
    readonly complaints: readonly string[];
    readonly requests: readonly string[];
  }

  async function open(
    shown: RunResult | string,
    options: {
      readonly width?: number;
      readonly dark?: boolean;
      readonly script?: boolean;
      readonly hash?: string;
    } = {},
  ): Promise<Opened> {
    const file = join(folder, 'report.html');
    writeFileSync(file, typeof shown === 'string' ? shown : renderHtml(shown));
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1_440, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      javaScriptEnabled: options.script ?? true,
    });
    onTestFinished(() => page.close());
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href + (options.hash ?? ''));
    return { page, complaints, requests };
  }

  function styleOf(page: Page, selector: string, property: string): Promise<unknown> {
    return page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
  }

  it('has fonts, so that the checks of widths mean something', async () => {
    const { page } = await open(aComparison());
    const width = await page.evaluate(`(() => {
      const canvas = document.createElement('canvas').getContext('2d');
      canvas.font = '40px sans-serif';
      return canvas.measureText('hello world').width;
    })()`);
    expect(width).toBeGreaterThan(100);
  });

  it('asks for one file only and complains of nothing', async () => {
    const { complaints, requests } = await open(aComparison());
    expect(complaints).toEqual([]);
    expect(requests).toEqual([pathToFileURL(join(folder, 'report.html')).href]);
  });

  it.each([390, 768, 1_440])('does not overflow sideways at %d px', async (width) => {
    const { page } = await open(aComparison(), { width });
    expect(await page.evaluate(OVERFLOW)).toBe(0);
  });

  it.each([
    ['one round', aComparison()],
    ['three seeds', bySeed],
  ])('shows the whole table of strategies at 1440 px: %s', async (_, result) => {
    const { page } = await open(result);
    expect(await page.evaluate(HIDDEN_COLUMNS)).toBe(0);
  });

  it('begins the table of strategies right below its caption on a phone', async () => {
    const { page } = await open(aComparison(), { width: 390 });
    const edge = async (selector: string) => page.locator(selector).first().boundingBox();
    const caption = await edge('#strategies .caption');
    const head = await edge('#strategies thead th.name button');
    expect((head?.y ?? 0) - (caption?.y ?? 0) - (caption?.height ?? 0)).toBeLessThan(30);
    const label = `getComputedStyle(document.querySelector('#strategies [data-group="latency"]'), '::before').content`;
    expect(await page.evaluate(label)).toContain('latency');
  });

  it.each([390, 768, 1_440])(
    'draws charts at the width they have at %d px, text at 13 px',
    async (width) => {
      const { page } = await open(aComparison(), { width });
      const scale = `((svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)(
      document.querySelector('#latency .figure svg'))`;
      expect(await page.evaluate(scale)).toBeCloseTo(1, 1);
    },
  );

  it.each([
    ['wide and light', 1_440, false, aComparison()],
    ['wide and dark', 1_440, true, aComparison()],
    ['a phone', 390, false, aComparison()],
    ['three seeds', 1_440, false, bySeed],
    ['a comparison', 1_440, false, comparisonPage()],
    ['a comparison, dark', 1_440, true, comparisonPage()],
    ['a comparison on a phone', 390, false, comparisonPage()],
    ['three files', 1_440, false, renderComparisonHtml({ sources: threeDays })],
    ['thirty files', 1_440, false, renderComparisonHtml({ sources: thirtyDays })],
    ['thirty files on a phone', 390, false, renderComparisonHtml({ sources: thirtyDays })],
    ['a search', 1_440, false, renderTuningHtml(aTuning())],
    ['a search over two options, dark', 1_440, true, renderTuningHtml(aCombinedTuning())],
    ['a search over two options on a phone', 390, false, renderTuningHtml(aCombinedTuning())],
  ])('breaks no rule of accessibility: %s', async (_, width, dark, shown) => {
    const { page } = await open(shown, { width, dark });
    expect(await page.evaluate(OVERFLOW)).toBe(0);
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    };
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it('hides a file in all charts of a comparison, and complains of nothing', async () => {
    const { page, complaints, requests } = await open(comparisonPage());
    const lines = () => page.locator('#overlay .figure svg title + desc').first().textContent();
    expect(await lines()).toMatch(/B: /);
    await page.locator('[data-toggle="B"]').click();
    expect(await lines()).not.toMatch(/B: /);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('shows what was in flight in A instead of B, and back', async () => {
    const { page, complaints } = await open(comparisonPage());
    const title = () => page.locator('#figure-timeline-0 svg title').textContent();
    expect(await title()).toMatch(/pool, B$/);
    await page.locator('[data-choice="file"][value="A"]').click();
    expect(await title()).toMatch(/pool, A$/);
    expect(await page.evaluate('location.hash')).toBe('#file=A');
    await page.locator('[data-choice="file"][value="B"]').click();
    expect(await title()).toMatch(/pool, B$/);
    expect(complaints).toEqual([]);
  });

  it('keeps the names of compared files inert', async () => {
    const { page, complaints } = await open(comparisonPage(HOSTILE));
    expect(await page.title()).toMatch(/^REGRESSED/);
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('reads every series under the pointer, the slowest first', async () => {
    const { page } = await open(aComparison());
    const chart = page.locator('#figure-latency');
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 700, (box?.y ?? 0) + 150);
    const tip = chart.locator('.tip');
    expect(await tip.locator('b').textContent()).toMatch(/^p9\d/);
    const names = await tip.locator('bdi').allTextContents();
    expect(names).toHaveLength(7);
    expect(names[0]).toBe('gather');
  });

  it('reads values by keys into a live line', async () => {
    const { page } = await open(aComparison());
    await page.locator('#figure-latency').focus();
    await page.keyboard.press('End');
    expect(await page.locator('#live').textContent()).toMatch(/^p98.+ of call: gather [\d.]+ s, /);
  });

  it('hides a strategy everywhere by its button, and never the last one', async () => {
    const { page } = await open(aComparison());
    const lines = () => page.locator('#figure-latency g path[stroke-width="2"]').count();
    const before = await lines();
    await page.locator('[data-toggle="gather"]').click();
    expect(await lines()).toBe(before - 1);
    expect(await page.locator('.panel[data-series="gather"]').isVisible()).toBe(false);
    expect(await page.locator('tr[data-series="gather"]').getAttribute('class')).toContain('off');
    expect(await page.locator('[data-toggle="gather"]').getAttribute('aria-pressed')).toBe('false');
    await page.locator('[data-toggle="pacing"]').click({ modifiers: ['Shift'] });
    await page.locator('[data-toggle="pacing"]').click();
    expect(await page.locator('[data-toggle][aria-pressed="true"]').count()).toBe(1);
  });

  it('zooms into time by a drag, and comes back byte for byte', async () => {
    const { page } = await open(aComparison());
    const chart = page.locator('#figure-panel-1');
    await chart.scrollIntoViewIfNeeded();
    const drawing = () => page.evaluate("document.querySelector('#figure-panel-1 svg').outerHTML");
    const before = await drawing();
    const box = await chart.boundingBox();
    const y = (box?.y ?? 0) + 20;
    await page.mouse.move((box?.x ?? 0) + 200, y);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 400, y);
    await page.mouse.up();
    expect(await drawing()).not.toBe(before);
    await chart.focus();
    await page.keyboard.press('Escape');
    expect(await drawing()).toBe(before);
  });

  it('sorts a table by a column, and reverses it', async () => {
    const { page } = await open(aComparison());
    const names = () => page.locator('table.strategies tbody th bdi').allTextContents();
    const button = page.locator('table.strategies thead button', { hasText: 'makespan' });
    await button.click();
    const up = await names();
    await button.click();
    expect(await names()).toEqual(up.toReversed());
    expect(await page.locator('table.strategies th[aria-sort]').getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('brings its state back from the address, and ignores what it does not know', async () => {
    const { page, complaints } = await open(aComparison(), {
      hash: '#hide=gather&hide=nobody&mode=share&zoom=9-1&%00',
    });
    expect(await page.locator('[data-toggle][aria-pressed="false"]').allTextContents()).toEqual([
      'gather',
    ]);
    expect(await page.locator('[value="share"]').getAttribute('aria-pressed')).toBe('true');
    expect(complaints).toEqual([]);
  });

  it('offers its figures as a table with a row for each strategy', async () => {
    const { page } = await open(aComparison());
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-download="csv"]').click(),
    ]);
    const lines = readFileSync(await saved.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(saved.suggestedFilename()).toBe('concurrency-20261121T201407Z.csv');
    expect(lines).toHaveLength(8);
    expect(lines[1]).toMatch(/^sequential,sequential,\d/);
  });

  it('shows every chart and no control without JavaScript', async () => {
    const scripted = await open(aComparison());
    const plain = await open(aComparison(), { script: false });
    const drawings = (page: Page) => page.locator('main svg').count();
    expect(await drawings(plain.page)).toBe(await drawings(scripted.page));
    expect(await plain.page.locator('button:visible').count()).toBe(0);
    expect(await plain.page.locator('#figure-latency svg').isVisible()).toBe(true);
  });

  it('is complete under the policy of a server that forbids styles and scripts', async () => {
    const html = renderHtml(aComparison());
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.setHeader(
        'content-security-policy',
        "sandbox; default-src 'none'; img-src 'self'; style-src 'self'",
      );
      response.end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const visible = await page.locator('button:visible').count();
    const stroke = await styleOf(page, '#figure-panel-1 g.s1 path:last-child', 'stroke');
    await page.close();
    server.close();
    expect(visible).toBe(0);
    expect(stroke).toBe('rgb(180, 83, 9)');
  });

  it('keeps hostile names inert', async () => {
    const strategies = [aStrategy({ name: HOSTILE }), aStrategy({ name: 'b', failed: 3 })];
    const { page, complaints } = await open(
      aRun(strategies, { scenario: HOSTILE, question: HOSTILE }),
    );
    expect(await page.title()).toMatch(/^PASS · x<\/script>/);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBe(0);
  });

  it('keeps everything that a server and a workload send inert', { timeout: 60_000 }, async () => {
    const hostile = JSON.stringify(HOSTILE);
    const api = await startApi((_, response) => {
      response.writeHead(api.requests % 2 ? 400 : 503, HOSTILE, {
        'content-type': HOSTILE,
        'retry-after': HOSTILE,
        'x-request-id': HOSTILE,
        'x-ratelimit-limit-requests': HOSTILE,
        'x-ratelimit-reset-requests': HOSTILE,
        server: HOSTILE,
      });
      response.end(JSON.stringify({ error: { message: HOSTILE, type: HOSTILE, code: HOSTILE } }));
    });
    const cwd = workFolder({
      'a.ts': `export default {
        question: ${hostile},
        target: { kind: 'openai', baseURL: '${api.url}', keyVariable: 'MY_KEY', model: ${hostile} },
        workload: { count: 12, prompt: () => ${hostile} },
        retry: { maxRetries: 1, base: '1ms' },
        strategies: { all: { kind: 'gather' } },
      };`,
    });
    const { stderr } = await runBench(['run', 'a.ts', '--yes', '--out', 'out'], {
      cwd,
      env: { MY_KEY: HOSTILE.replaceAll(/\W/g, '') },
    });
    const file = join(cwd, 'out', 'report.html');
    expect(existsSync(file), stderr).toBe(true);
    expect(api.requests).toBeGreaterThanOrEqual(12);
    const { page, complaints } = await open(readFileSync(file, 'utf8'));
    expect(await page.title()).not.toContain('PWNED');
    expect(await page.locator('#errors').innerText()).toContain('onerror');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('stops what slips through: an injected handler never runs', async () => {
    const { page, complaints } = await open(aComparison());
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend',
      '<img src="x:" onerror="document.title = 1">')`);
    await expect.poll(() => complaints.join()).toContain('Content Security Policy');
    expect(await page.title()).toMatch(/^PASS/);
  });

  it.each([
    ['light', false, 'rgb(255, 255, 255)', 'rgb(11, 98, 196)'],
    ['dark', true, 'rgb(16, 20, 24)', 'rgb(108, 178, 255)'],
  ])('follows the %s theme, drawings too', async (_, dark, background, blue) => {
    const { page } = await open(aComparison(), { dark });
    expect(await styleOf(page, 'body', 'backgroundColor')).toBe(background);
    expect(await styleOf(page, '#latency .figure g.s2 path', 'stroke')).toBe(blue);
  });

  it('prints in light colours with every column and detail', async () => {
    // 703 px are the 186 mm between the margins of A4.
    const { page } = await open(aComparison(), { dark: true, width: 703 });
    expect(await page.locator('details[open]').count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print' });
    expect(await styleOf(page, 'body', 'backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('details > *:visible').count()).toBeGreaterThan(2);
    expect(await page.locator('.legend:visible').count()).toBe(0);
    expect(await page.evaluate(HIDDEN_COLUMNS)).toBe(0);
  });

  it.each([
    ['no strategies', aRun([])],
    ['no items', aRun([aStrategy({ items: 0 })])],
    ['three seeds', bySeed],
    ['a deadlock in virtual time', aDeadlock()],
    ['one item', aRun([aStrategy({ items: 1 })])],
    [
      'twelve strategies with names of 200 characters',
      aRun(
        Array.from({ length: 12 }, (__, i) => aStrategy({ name: 'x'.repeat(199) + i, items: 6 })),
      ),
    ],
  ])('opens a result with %s', async (_, result) => {
    const { page, complaints } = await open(result, { width: 390 });
    expect(complaints).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBe(0);
  });
});
