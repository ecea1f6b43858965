import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, readResult, runBench, workFolder } from '../helpers/run-bench.ts';

const BASE = fixture('versions/base');

/** Runs a version in virtual time. */
function run(cwd: string, file: string, ...more: string[]) {
  const args = ['run', file, '--clock', 'virtual', '--quiet', '--out', 'out'];
  return runBench([...args, ...more], { cwd });
}

async function withBaseline() {
  const cwd = workFolder();
  const stored = await run(cwd, BASE, '--seeds', '5', '--save-baseline', 'main');
  return { cwd, stored, file: join(cwd, 'reports/baselines/main.json') };
}

describe('a baseline of virtual time', () => {
  it('is stored, small, and the same bytes each time', async () => {
    const { cwd, stored, file } = await withBaseline();
    expect(stored).toMatchObject({ code: 0 });
    expect(stored.stdout).toContain(join('reports', 'baselines', 'main.json'));
    const bytes = readFileSync(file, 'utf8');
    expect(bytes.length).toBeLessThan(10_000);
    await run(cwd, BASE, '--seeds', '5', '--save-baseline', 'main');
    expect(readFileSync(file, 'utf8')).toBe(bytes);
  });

  it('holds for the same code and for a refactored one, on the same seeds without being told', async () => {
    const { cwd } = await withBaseline();
    for (const file of [BASE, fixture('versions/refactored')]) {
      const { code, stdout } = await run(cwd, file, '--baseline', 'main');
      expect(code).toBe(0);
      expect(stdout).toContain('= unchanged  versions: B = this run against A = main, 5 pairs');
      expect(readResult(join(cwd, 'out')).comparison).toMatchObject({
        verdict: 'unchanged',
        exact: [],
      });
    }
  });

  it('catches a single call that is one millisecond later, and names what changed', async () => {
    const { cwd } = await withBaseline();
    const { code, stdout } = await run(cwd, fixture('versions/one-draw'), '--baseline', 'main');
    expect(code).toBe(11);
    // Six turns of 30 ms of four items each, on five seeds; two items of a turn end 1 ms later.
    expect(stdout).toContain(
      'exit 11: strategy "own" changed: latency sum_ms 12600 → 12610, and 3 more',
    );
    expect(readResult(join(cwd, 'out')).verdict.status).toBe('regressed');
  });

  it('names the metric of code that is ten per cent slower', async () => {
    const { cwd } = await withBaseline();
    const { code, stdout } = await run(
      cwd,
      fixture('versions/slower'),
      ...['--baseline', 'main', '--expect-changes', '*'],
    );
    expect(code).toBe(11);
    expect(stdout).toContain('exit 11: makespan of own regressed: +10 % (+10 % to +10 %)');
  });

  it('is what thresholds with a baseline are held against, at once and later', async () => {
    const { cwd } = await withBaseline();
    await run(cwd, fixture('versions/slower'), '--seeds', '5');
    writeFileSync(join(cwd, 'limits.json'), '{ "latency": "p95 <= baseline + 5%" }');
    const check = ['check', 'out/result.json', '--thresholds', 'limits.json'];
    const { code, stdout } = await runBench([...check, '--baseline', 'main'], { cwd });
    expect(code).toBe(11);
    expect(stdout).toContain('1 of 1 threshold regressed: latency p95 <= baseline + 5%');
  });

  it('is what thresholds of the scenario are held against, and stored first without them', async () => {
    const cwd = workFolder();
    const held = ['run', fixture('versions/held'), '--clock', 'virtual', '--quiet', '--out', 'out'];
    const first = await runBench([...held, '--save-baseline', 'main'], { cwd });
    expect(first.code).toBe(0);
    const slower = await runBench([...held, '--baseline', 'main'], { cwd, env: { PAUSE: '3' } });
    expect(slower.code).toBe(11);
    expect(slower.stdout).toContain('exit 11: 1 of 1 threshold regressed: latency p95');
  });

  it('is found by its name beside a folder of that name', async () => {
    const { cwd } = await withBaseline();
    mkdirSync(join(cwd, 'main'));
    expect((await run(cwd, BASE, '--baseline', 'main')).code).toBe(0);
  });

  it('that cannot be written loses no result', async () => {
    const cwd = workFolder();
    mkdirSync(join(cwd, 'reports/baselines/main.json'), { recursive: true });
    const { code, stderr } = await run(cwd, BASE, '--save-baseline', 'main');
    expect(code).toBe(1);
    expect(stderr).toContain('cannot write reports/baselines/main.json');
    expect(existsSync(join(cwd, 'out/result.json'))).toBe(true);
  });

  it('is refused where it answers another question, or is not there', async () => {
    const { cwd } = await withBaseline();
    const question = fixture('judged');
    const other = await run(cwd, question, '--baseline', 'main');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(
      'main holds versions on the virtual clock, not judged on the virtual clock; nothing was sent',
    );
    const real = await runBench(['run', BASE, '--baseline', 'main'], { cwd });
    expect(real.code).toBe(2);
    expect(real.stderr).toContain('not versions on the real clock');
    const missing = await run(cwd, BASE, '--baseline', 'nope');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('there is no file reports/baselines/nope.json.');
  });
});
