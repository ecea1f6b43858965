import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/core/run-result.ts';
import { renderHtml } from '../../src/render/html/index.ts';
import { aComparison, aDeadlock, aRun, aStrategy, aVirtualRun } from '../helpers/a-run.ts';

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

/** Pixels by which the page is wider than its window. */
const OVERFLOW = 'document.documentElement.scrollWidth - innerWidth';

/** Pixels of the table of strategies that its region hides. */
const HIDDEN_COLUMNS = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(
  document.querySelector('#strategies .scroll'))`;

/** `BENCH_CHROME` must exist when it is set; otherwise whatever the system has. */
function findBrowser(): string | undefined {
  const named = process.env.BENCH_CHROME;
  if (named) return named;
  return ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
}

const executablePath = findBrowser();
const skipped = executablePath ? '' : ' (skipped: no Chromium found, set BENCH_CHROME)';

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

describe.skipIf(!executablePath)(`the report in a browser${skipped}`, () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-page-'));

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
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
    result: RunResult,
    options: { readonly width?: number; readonly dark?: boolean } = {},
  ): Promise<Opened> {
    const file = join(folder, 'report.html');
    writeFileSync(file, renderHtml(result));
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1_440, height: 900 },
      colorScheme: options.dark ? 'dark' : 'light',
    });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
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

  it.each([
    [1_440, '.wide', '.narrow'],
    [390, '.narrow', '.wide'],
  ])('shows the drawings that are made for %d px', async (width, shown, hidden) => {
    const { page } = await open(aComparison(), { width });
    expect(await page.locator(`#latency ${shown} svg`).isVisible()).toBe(true);
    expect(await page.locator(`#latency ${hidden} svg`).isVisible()).toBe(false);
  });

  it.each([
    [390, '.narrow'],
    [768, '.wide'],
    [1_440, '.wide'],
  ])('keeps text in drawings at 12 px or more at %d px', async (width, shown) => {
    const { page } = await open(aComparison(), { width });
    const fontSize = `((svg) => (13 * svg.getBoundingClientRect().width) / svg.viewBox.baseVal.width)(
      document.querySelector('#latency ${shown} svg'))`;
    expect(await page.evaluate(fontSize)).toBeGreaterThanOrEqual(12);
  });

  it('keeps hostile names inert', async () => {
    const strategies = [aStrategy({ name: HOSTILE }), aStrategy({ name: 'b', failed: 3 })];
    const { page, complaints } = await open(
      aRun(strategies, { scenario: HOSTILE, question: HOSTILE }),
    );
    expect(await page.title()).toMatch(/^PASS · x<\/script>/);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(OVERFLOW)).toBe(0);
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
    expect(await styleOf(page, '#latency .wide g.s2 path', 'stroke')).toBe(blue);
  });

  it('prints in light colours with every column and detail', async () => {
    // 703 px are the 186 mm between the margins of A4.
    const { page } = await open(aComparison(), { dark: true, width: 703 });
    await page.emulateMedia({ media: 'print' });
    expect(await styleOf(page, 'body', 'backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('details > *:visible').count()).toBeGreaterThan(2);
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
