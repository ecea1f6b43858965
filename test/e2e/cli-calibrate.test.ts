import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

const cwd = workFolder();
const bench = (...args: string[]) => runBench(args, { cwd });
const options = () => JSON.parse(readFileSync(join(cwd, 'run/profile.json'), 'utf8')).options;

describe('bench calibrate', () => {
  it('reads a server off a recorded run, and the mock then behaves like it', async () => {
    await bench('run', fixture('recorded'), '--clock', 'virtual', '--quiet', '--out', 'run');
    const { code, stdout } = await bench('calibrate', 'run/result.json');
    expect(code).toBe(0);
    expect(stdout).toContain('recorded');
    expect(stdout).toContain('wrote run/profile.json');
    const { latency, limits } = options();
    expect(latency.kind).toBe('lognormal');
    expect(Math.abs(latency.median / 400 - 1)).toBeLessThan(0.05);
    expect(limits).toMatchObject({ rpm: 3_000 });

    const printed = await bench('mock', '--profile', 'run/profile.json', '--print-config');
    expect(JSON.parse(printed.stdout)).toMatchObject({
      latency: { kind: 'lognormal', options: { median: latency.median } },
      limits: [{ dimension: 'requests', limit: 3_000 }],
    });
  });

  it('exits 12 with too few attempts, and writes nothing', async () => {
    await bench('run', fixture('quick'), '--clock', 'virtual', '--quiet', '--out', 'short');
    const { code, stderr } = await bench('calibrate', 'short/result.json');
    expect(code).toBe(12);
    expect(stderr).toContain('fewer than 30 answered attempts');
    expect(existsSync(join(cwd, 'short/profile.json'))).toBe(false);
  });

  it('exits 2 where the attempts are missing', async () => {
    mkdirSync(join(cwd, 'alone'));
    copyFileSync(join(cwd, 'run/result.json'), join(cwd, 'alone/result.json'));
    const { code, stderr } = await bench('calibrate', 'alone/result.json');
    expect(code).toBe(2);
    expect(stderr).toContain('there is no alone/attempts.jsonl');
  });
});
