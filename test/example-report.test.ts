import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../src/render/html/index.ts';
import { parseRunResult } from '../src/schema/run-result.ts';

const example = (name: string) => new URL(`../reports/example/${name}`, import.meta.url);

describe('reports/example', () => {
  it('is what its result renders to today; if not: npx bench report reports/example', () => {
    const result = parseRunResult(JSON.parse(readFileSync(example('result.json'), 'utf8')), 'it');
    // Not toBe: a difference of two pages is nothing to read.
    expect(renderHtml(result) === readFileSync(example('report.html'), 'utf8')).toBe(true);
  });

  it('has a picture for the README that loads fast', () => {
    expect(statSync(example('screenshot.png')).size).toBeLessThan(200_000);
    expect(readFileSync('README.md', 'utf8')).toContain('(reports/example/screenshot.png)');
  });
});
