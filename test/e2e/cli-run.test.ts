import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseRunResult } from '../../src/schema/run-result.ts';
import { whenQuiet } from '../helpers/busy-machine.ts';
import {
  fixture,
  readAttempts,
  readLines,
  readResult,
  runBench,
  startBench,
  workFolder,
} from '../helpers/run-bench.ts';

const QUICK = ['run', fixture('quick'), '--out', 'out'];

describe('a run', () => {
  it('prints the result on stdout and progress on stderr, and writes three files', async () => {
    const run = async () => {
      const cwd = workFolder();
      return { cwd, ...(await runBench(QUICK, { cwd })) };
    };
    const { cwd, code, stdout, stderr } = await whenQuiet(run, (ran) => [
      readResult(join(ran.cwd, 'out')),
    ]);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/^✓ pass {2}four /);
    expect(stdout).toMatch(/^ {2}sequential .* baseline .* 100 % /m);
    expect(stdout).toMatch(/^★ four .* 100 % /m);
    expect(stdout.trimEnd().split('\n').slice(-3)).toEqual([
      'report   out/report.html',
      'result   out/result.json',
      'attempts out/attempts.jsonl',
    ]);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^sequential: 12 items in /),
      expect.stringMatching(/^four: 12 items in /),
      '',
    ]);
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual([
      'attempts.jsonl',
      'report.html',
      'result.json',
    ]);
    expect(readFileSync(join(cwd, 'out/report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    const result = readResult(join(cwd, 'out'));
    expect(result).toMatchObject({ scenario: 'quick', complete: true, clock: { kind: 'real' } });
    expect(result.verdict).toMatchObject({ status: 'pass', exitCode: 0 });
  });

  it('has one line an item and strategy, and counts that they add up to', async () => {
    const cwd = workFolder();
    await runBench(QUICK, { cwd });
    const rows = readAttempts(join(cwd, 'out'));
    const { strategies } = readResult(join(cwd, 'out'));
    expect(rows).toHaveLength(24);
    for (const { name, metrics } of strategies) {
      const own = rows.filter(({ strategy }) => strategy === name);
      const items = own.map(({ item }) => item).sort((a, b) => a - b);
      expect(items).toEqual(Array.from({ length: 12 }, (_, i) => i));
      expect(metrics.counts).toEqual({
        scheduled: 12,
        completed: own.filter(({ bin }) => bin === 'completed').length,
        failed: 0,
        dropped: 0,
        incomplete: 0,
      });
      expect(metrics.server).toMatchObject({ requests: 12, hidden_attempts: 0 });
    }
  });

  it('goes into a folder of its own under reports unless one is named', async () => {
    const cwd = workFolder();
    await runBench(['run', fixture('quick'), '--clock', 'virtual'], { cwd });
    const [time = ''] = readdirSync(join(cwd, 'reports/quick'));
    expect(time).toMatch(/^\d{8}T\d{9}Z$/);
    expect(readResult(join(cwd, 'reports/quick', time)).scenario).toBe('quick');
  });

  it('saves every answer with its item', async () => {
    const cwd = workFolder();
    const { stdout } = await runBench([...QUICK, '--save-responses', 'answers.jsonl'], { cwd });
    expect(stdout).toContain('\nanswers  answers.jsonl\n');
    const answers = readLines<Record<string, unknown>>(join(cwd, 'answers.jsonl'));
    expect(answers).toHaveLength(24);
    const keys = new Set(answers.map(({ strategy, item }) => `${strategy} ${item}`));
    expect(keys.size).toBe(24);
    for (const answer of answers) {
      expect(answer).toMatchObject({ outcome: 'ok', attempts: 1 });
      expect(answer.text).toMatch(/\w/);
    }
  });
});

describe('what is printed', () => {
  const VIRTUAL = [...QUICK, '--clock', 'virtual'];

  it('is exactly one JSON document with --json', async () => {
    const cwd = workFolder();
    const { code, stdout, stderr } = await runBench([...VIRTUAL, '--json'], { cwd });
    expect(code).toBe(0);
    expect(parseRunResult(JSON.parse(stdout), 'stdout').scenario).toBe('quick');
    expect(stdout).toBe(readFileSync(join(cwd, 'out/result.json'), 'utf8'));
    expect(stderr).toContain('sequential: 12 items in ');
  });

  it('is the result alone with --quiet', async () => {
    const { stdout, stderr } = await runBench([...VIRTUAL, '--quiet'], { cwd: workFolder() });
    expect(stdout).toContain('✓ pass');
    expect(stderr).toBe('');
  });

  it.each([
    ['no colours in a pipe', {}, [], false],
    ['colours with FORCE_COLOR=1', { FORCE_COLOR: '1' }, [], true],
    ['no colours with NO_COLOR=1', { NO_COLOR: '1' }, [], false],
    ['no colours with --no-color', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('has %s', async (_, env, flags, coloured) => {
    const { stdout } = await runBench([...VIRTUAL, ...flags], { cwd: workFolder(), env });
    expect(stdout !== stripVTControlCharacters(stdout)).toBe(coloured);
    expect(stripVTControlCharacters(stdout)).toContain('✓ pass');
  });

  it('may be read in part: a closed pipe is no error, and the files are whole', async () => {
    const cwd = workFolder();
    const bench = startBench([...VIRTUAL, '--json'], { cwd });
    bench.closeStdout();
    const { code, stderr } = await bench.ended;
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('EPIPE'),
    });
    expect(existsSync(join(cwd, 'out/result.json'))).toBe(true);
    expect(statSync(join(cwd, 'out/report.html')).size).toBeGreaterThan(10_000);
  });
});
