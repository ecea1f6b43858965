import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

const cwd = workFolder();
const quick = ['run', fixture('quick'), '--clock', 'virtual', '--quiet', '--out'];
const bench = (...args: string[]) => runBench(args, { cwd });

describe('bench report', () => {
  it('shows a stored result as its run did, page and table, byte for byte', async () => {
    const ran = await bench(...quick, 'one');
    const page = readFileSync(join(cwd, 'one/report.html'), 'utf8');
    const shown = await bench('report', 'one', '--out', 'again/page.html');
    expect(shown.code).toBe(0);
    expect(readFileSync(join(cwd, 'again/page.html'), 'utf8') === page).toBe(true);
    const table = (text: string) => text.slice(0, text.indexOf('report  '));
    expect(table(shown.stdout)).toBe(table(ran.stdout));
  });

  it('writes a stored result in other formats', async () => {
    const { stdout } = await bench('report', 'one/result.json', '--format', 'csv');
    expect(stdout).toMatch(/^scenario,/);
  });

  it('puts several side by side, those of other tools too', async () => {
    await bench(...quick, 'two', '--format', 'vllm=v.jsonl');
    const { code, stdout } = await bench('report', 'one', 'two/result.json', 'v.jsonl');
    expect(code).toBe(0);
    expect(stdout).toMatch(/ one .*\n.* two .*\n.*\(vLLM\) +v\.jsonl/);
    expect(stdout).not.toContain('Different work');
    const page = readFileSync(join(cwd, 'reports/comparison.html'), 'utf8');
    expect(page).toContain('3 files side by side');
  });

  it('holds several against the one that was named, and ends with 0', async () => {
    const args = ['report', 'one', 'two', 'v.jsonl', '--baseline', 'one'];
    const { code, stdout } = await bench(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Against one\n. two: \w+\. /);
    expect(stdout).not.toMatch(/^. (one|v\.jsonl): /m);
  });

  it('holds all against a stored baseline, also the folder of the same name', async () => {
    await bench(...quick, 'three', '--save-baseline', 'two');
    const { stdout } = await bench('report', 'one', 'two', '--baseline', 'two');
    expect(stdout).toMatch(
      /Against baseline two\n. one: \w+\. [^\n]*\n(?:[^\n]*\n)*?. two: \w+\. /,
    );
  });

  it('refuses a partial result as what others are held against', async () => {
    const result = readFileSync(join(cwd, 'one/result.json'), 'utf8');
    writeFileSync(join(cwd, 'part.json'), result.replace('"complete": true', '"complete": false'));
    const { code, stderr } = await bench('report', 'one', 'part.json', '--baseline', 'part.json');
    expect(code).toBe(2);
    expect(stderr).toContain('part.json is a partial result, which proves nothing.');
  });

  it('judges the others where one of them is partial, and says so of that one', async () => {
    const args = ['report', 'one', 'part.json', 'two', '--baseline', 'one'];
    const { code, stdout } = await bench(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^– part.json: not judged\. [^\n]*partial result/m);
    expect(stdout).toMatch(/^. two: \w+\. /m);
    const page = readFileSync(join(cwd, 'reports/comparison.html'), 'utf8');
    expect(page).toContain('not judged');
  });

  it('names every file that holds no result, with the remedy', async () => {
    mkdirSync(join(cwd, 'empty'));
    writeFileSync(join(cwd, 'notes.txt'), 'hello');
    const result = readFileSync(join(cwd, 'one/result.json'), 'utf8');
    writeFileSync(
      join(cwd, 'newer.json'),
      result.replace('"schemaVersion": 1', '"schemaVersion": 2'),
    );
    const { code, stderr } = await bench('report', 'one', 'empty', 'notes.txt', 'newer.json');
    expect(code).toBe(2);
    expect(stderr).toContain('  empty: there is no file empty/result.json.');
    expect(stderr).toContain('  notes.txt: holds no result that is known.');
    expect(stderr).toContain('  newer.json: it has schemaVersion 2; this llm-bench reads 1.');
    expect(stderr).toContain('hint ');
  });

  it('opens the page with the program that BROWSER names', async () => {
    const note = join(cwd, 'opened');
    const browser = join(cwd, 'browser.sh');
    writeFileSync(browser, `#!/bin/sh\necho "$1" > ${note}.tmp && mv ${note}.tmp ${note}\n`, {
      mode: 0o755,
    });
    await runBench(['report', 'one', '--open'], { cwd, env: { BROWSER: browser } });
    await expect
      .poll(() => existsSync(note) && readFileSync(note, 'utf8'))
      .toBe('one/report.html\n');
  });
});
