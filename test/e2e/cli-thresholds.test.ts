import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Thresholds } from '../../src/core/threshold.ts';
import { fixture, readResult, runBench, workFolder } from '../helpers/run-bench.ts';

const run = ['run', fixture('judged'), '--clock', 'virtual', '--quiet', '--out', 'out'];

/** Runs the scenario with these thresholds. */
async function judgedRun(thresholds: Thresholds, env: Readonly<Record<string, string>> = {}) {
  const cwd = workFolder();
  const all = { THRESHOLDS: JSON.stringify(thresholds), ...env };
  const ended = await runBench(run, { cwd, env: all });
  return { ...ended, cwd, lastLine: ended.stdout.trimEnd().split('\n').at(-1) };
}

const HOLDS = { latency: 'p95 < 2s', errors: 'rate == 0' } as const;
const FAILS = { latency: 'p95 < 1s' } as const;
const NO_DATA = { ttft: 'p95 < 1s' } as const;

describe('bench run with thresholds', () => {
  it('exits 0 when all of them hold, and says so', async () => {
    const { code, stdout, cwd } = await judgedRun(HOLDS);
    expect(code).toBe(0);
    expect(stdout).toContain('All 5 thresholds hold');
    const { thresholds, verdict } = readResult(join(cwd, 'out'));
    expect(verdict).toEqual({ status: 'pass', exitCode: 0, reasons: [] });
    expect(thresholds?.map(({ strategy, verdict: is }) => [strategy, is])).toEqual([
      ['sequential', 'pass'],
      ['five', 'pass'],
      ['sequential', 'pass'],
      ['five', 'pass'],
      [undefined, 'pass'],
    ]);
  });

  it('exits 10 when one fails, and ends with the reason', async () => {
    const { code, stdout, lastLine } = await judgedRun(FAILS);
    expect(code).toBe(10);
    expect(stdout).toMatch(/✕ latency p95 < 1s +sequential +1\.90 s +−90 % +20 {2}fail, low n/);
    expect(lastLine).toBe('exit 10: 1 of 3 thresholds failed: latency p95 < 1s (sequential)');
  });

  it('exits 10 when an assertion fails', async () => {
    const { code, lastLine } = await judgedRun({}, { FACTOR: '6' });
    expect(code).toBe(10);
    expect(lastLine).toBe(
      'exit 10: 1 of 1 threshold failed: throughput of five >= 6 × throughput of sequential',
    );
  });

  it('exits 12 when one has no data, even when another failed', async () => {
    const { code, stdout, lastLine } = await judgedRun({ ...FAILS, ...NO_DATA });
    expect(code).toBe(12);
    expect(stdout).toContain(
      '! invalid  2 of 5 thresholds without data: ttft p95 < 1s (sequential)',
    );
    expect(lastLine).toMatch(/^exit 12: 2 of 5 thresholds without data: /);
  });

  it('exits 12 when nothing succeeded, whatever the thresholds say', async () => {
    const { code, lastLine } = await judgedRun(FAILS, { BROKEN: '1' });
    expect(code).toBe(12);
    expect(lastLine).toMatch(/^exit 12: no item succeeded/);
  });

  it('exits 1 when the assertion itself breaks, before all but a signal', async () => {
    const { code, lastLine, cwd } = await judgedRun(NO_DATA, { OOPS: '1' });
    expect(code).toBe(1);
    expect(lastLine).toBe('exit 1: assert stopped with an error: Error: oops');
    expect(readResult(join(cwd, 'out')).strategies).toHaveLength(2);
  });

  it('exits 0 when only a warning fails, and shows it', async () => {
    const { code, stdout } = await judgedRun({ latency: { expr: 'p95 < 1s', severity: 'warn' } });
    expect(code).toBe(0);
    expect(stdout).toContain('fail, warning only, low n');
  });

  it('exits 2 with every mistake before anything is sent', async () => {
    const typos = {
      latncy: 'p95 < 1s',
      latency: ['p95 < 1', 'p95th < 1s'],
    } as unknown as Thresholds;
    const { code, stderr, stdout } = await judgedRun(typos);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('judged.ts has 3 mistakes; nothing was sent.');
    expect(stderr).toContain('thresholds.latncy: unknown metric "latncy"; did you mean "latency"?');
    expect(stderr).toContain('thresholds.latency[0]: expected a duration with a unit, got "1".');
    expect(stderr).toContain('thresholds.latency[1]: unknown aggregation "p95th" of latency.');
  });
});

describe('a threshold that may end the run', () => {
  it('does so at the first second at which it fails: what is under way ends, the rest is not run', async () => {
    // Item i is answered at i · 100 ms: after 10 s the median of 100 is 5 s.
    const thresholds: Thresholds = { latency: { expr: 'p50 < 5s', abort: { after: '2s' } } };
    const { code, lastLine, cwd } = await judgedRun(thresholds, { COUNT: '300' });
    expect(code).toBe(10);
    expect(lastLine).toBe('exit 10: aborted: latency p50 < 5s (sequential) failed');
    const result = readResult(join(cwd, 'out'));
    expect(result).toMatchObject({
      complete: false,
      verdict: { status: 'failed', exitCode: 10, reasons: [{ code: 'aborted' }] },
      thresholds: [{ verdict: 'fail', aborted: true, n: 100, strategy: 'sequential' }],
    });
    expect(result.strategies.map(({ name, metrics: { counts } }) => [name, counts])).toEqual([
      ['sequential', { scheduled: 300, completed: 100, failed: 0, dropped: 0, incomplete: 200 }],
    ]);
  });

  it('leaves a run alone that keeps it', async () => {
    const thresholds: Thresholds = { latency: { expr: 'p50 < 40s', abort: true } };
    const { code, cwd } = await judgedRun(thresholds, { COUNT: '300' });
    expect(code).toBe(0);
    expect(readResult(join(cwd, 'out'))).toMatchObject({ complete: true });
  });
});

describe('bench check', () => {
  it('judges a stored result by other thresholds, without running anything', async () => {
    const { cwd } = await judgedRun(HOLDS);
    const check = (...args: string[]) => runBench(['check', 'out/result.json', ...args], { cwd });
    writeFileSync(join(cwd, 'limits.json'), JSON.stringify(FAILS));
    writeFileSync(join(cwd, 'limits.mjs'), `export default ${JSON.stringify(NO_DATA)};\n`);
    writeFileSync(join(cwd, 'typo.json'), '{ "latncy": "p95 < 1s", "errors": "rate < 5ms" }');

    const own = await check();
    expect(own.code).toBe(0);
    expect(own.stdout).toContain('All 4 thresholds hold');

    const failing = await check('--thresholds', 'limits.json');
    expect(failing.code).toBe(10);
    expect(failing.stdout).toMatch(/^✕ fail {2}judged, measured /);
    expect(failing.stdout).toMatch(/✕ latency p95 < 1s +sequential +1\.90 s/);
    expect(failing.stdout.trimEnd()).toMatch(/exit 10: 1 of 2 thresholds failed: .*$/);

    const json = await check('--thresholds', 'limits.mjs', '--json');
    expect(json.code).toBe(12);
    expect(JSON.parse(json.stdout)).toMatchObject({
      result: 'out/result.json',
      verdict: { status: 'invalid', exitCode: 12 },
      thresholds: [{ verdict: 'no-data' }, { verdict: 'no-data' }],
    });

    const mistakes = await check('--thresholds', 'typo.json');
    expect(mistakes.code).toBe(2);
    expect(mistakes.stderr).toContain('typo.json has 2 mistakes; nothing was judged.');
    expect(mistakes.stderr).toContain('thresholds.errors: expected a share');
  });

  it.each([
    [['none.json'], 'there is no file none.json.'],
    [['broken.json'], 'broken.json cannot be read: '],
    [['other.json'], 'other.json is no result of llm-bench'],
  ])('refuses %s', async (args, message) => {
    const cwd = workFolder({ 'broken.json': '{', 'other.json': '{}' });
    const { code, stderr } = await runBench(['check', ...args], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain('hint name a result.json that bench run wrote.');
  });

  it('holds a result against an earlier one: equal passes, slower exits 11', async () => {
    const cwd = workFolder();
    const store = (version: string, out: string) =>
      runBench(['run', fixture(`versions/${version}`), ...run.slice(2, -1), out], { cwd });
    await store('base', 'out');
    await store('slower', 'slower');
    writeFileSync(join(cwd, 'limits.json'), '{ "latency": "p95 <= baseline + 5%" }');
    const check = (result: string, ...more: string[]) =>
      runBench(['check', result, '--thresholds', 'limits.json', ...more], { cwd });

    const equal = await check('out/result.json', '--baseline', 'out/result.json');
    expect(equal.code).toBe(0);
    // Every item of 30 ms takes 3 ms more.
    const worse = await check('slower/result.json', '--baseline', 'out/result.json');
    expect(worse.code).toBe(11);
    expect(worse.stdout).toMatch(/exit 11: 1 of 1 threshold regressed: latency p95 <= baseline/);
    const missing = await check('out/result.json');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('is held against an earlier run, and none is named');
    expect((await judgedRun({ latency: 'p95 <= baseline' })).code).toBe(2);
  });

  it('refuses to say that nothing holds', async () => {
    const { cwd } = await judgedRun({});
    const check = (...args: string[]) => runBench(['check', 'out/result.json', ...args], { cwd });
    expect((await check()).stderr).toContain('ran without thresholds; nothing was judged.');
    writeFileSync(join(cwd, 'empty.json'), '{}');
    const empty = await check('--thresholds', 'empty.json');
    expect(empty.code).toBe(2);
    expect(empty.stderr).toContain('empty.json holds no thresholds; nothing was judged.');
  });
});
