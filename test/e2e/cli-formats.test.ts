import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

const quick = ['run', fixture('quick'), '--clock', 'virtual', '--quiet', '--out', 'out'];

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const cwd = workFolder();
  const ended = await runBench([...quick, ...args], { cwd, env });
  return { ...ended, cwd, read: (name: string) => readFileSync(join(cwd, name), 'utf8') };
}

describe('bench run --format', () => {
  it('writes several formats at once, a file for each strategy where a format knows one run', async () => {
    const formats = ['junit=j.xml', 'csv=rows.csv', 'aiperf=perf.json', 'markdown=page.md'];
    const { code, stdout, read } = await run(formats.flatMap((format) => ['--format', format]));
    expect(code).toBe(0);
    expect(stdout).toContain('✓ pass');
    expect(read('j.xml')).toContain('<testcase classname="quick" name="run is valid"');
    expect(read('rows.csv').split('\r\n')).toHaveLength(1 + 2 + 1);
    expect(read('page.md')).toMatch(/^### ✓ pass: /);
    const [first, second] = JSON.parse(read('out/result.json')).strategies;
    for (const { name } of [first, second]) {
      expect(JSON.parse(read(`perf-${name}.json`)).run_info.run_label).toBe(name);
    }
  });

  it('prints one format on stdout, and nothing else', async () => {
    const { stdout } = await run(['--format', 'csv']);
    expect(stdout.split('\r\n').map((row) => row.split(',').length)).toEqual([19, 19, 19, 1]);
  });

  it('reports all mistakes before anything is sent', async () => {
    const args = ['junit2', 'aiperf', 'csv', 'markdown', 'html=no/such/folder/x.html'];
    const { code, stderr } = await run([
      ...args.flatMap((format) => ['--format', format]),
      '--summary',
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('unknown format "junit2"; did you mean "junit"?');
    expect(stderr).toContain('--format aiperf: fills files, not stdout.');
    expect(stderr).toContain('csv and markdown both go to stdout.');
    expect(stderr).toContain('no/such/folder/x.html: cannot be written');
    expect(stderr).toContain('GITHUB_STEP_SUMMARY is not set');
  });
});

it('appends to the step summary, twice, and writes a comment with its mark', async () => {
  const file = join(workFolder(), 'summary.md');
  writeFileSync(file, 'before');
  const env = { GITHUB_STEP_SUMMARY: file };
  const { code, read } = await run(['--summary', '--comment', 'comment.md'], env);
  await run(['--summary'], env);
  expect(code).toBe(0);
  const summary = readFileSync(file, 'utf8');
  expect(summary.startsWith('before\n### ')).toBe(true);
  expect(summary.match(/^### /gm)).toHaveLength(2);
  expect(read('comment.md')).toMatch(/^<!-- llm-bench:quick -->\n### /);
});
