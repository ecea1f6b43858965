import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Tuning } from '../../src/core/tuning.ts';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

const cwd = workFolder();
const tune = (args: readonly string[], env = {}) =>
  runBench(['tune', fixture('tunable'), '--quiet', '--out', 'out', ...args], { cwd, env });
const tuningOf = (): Tuning => JSON.parse(readFileSync(join(cwd, 'out/tuning.json'), 'utf8'));

describe('bench tune', () => {
  it('finds what Little’s law says of a rate limit, and code to paste', async () => {
    const file = join(import.meta.dirname, '../../scenarios/how-many.ts');
    const asked = ['--slo', 'latency p95 < 8s', '--max-rate-limited', '2%', '--quiet'];
    const { code, stdout } = await runBench(['tune', file, '--out', 'out', ...asked], { cwd });
    expect(code).toBe(0);
    const { recommendation, little, largest_feasible, first_failing, lost_below, curve } =
      tuningOf();
    // 1000 a minute × 2 s × e^(0.5² ÷ 2) = 37.8; of all sizes at which nothing is broken 38 is the largest.
    expect(little?.size).toBeGreaterThan(36);
    expect(little?.size).toBeLessThan(40);
    expect([37, 38]).toContain(recommendation?.value);
    expect([37, 38]).toContain(largest_feasible);
    expect(first_failing?.expr).toBe('rate_limited rate < 2%');
    // A step down loses 5 %, and the curve begins at a quarter of the pick.
    expect(lost_below?.share).toBeGreaterThan(0.02);
    expect(lost_below?.share).toBeLessThan(0.08);
    expect(curve[0]?.value).toBe(9);
    expect(stdout).toContain(`pLimit(${recommendation?.value})`);
    expect(readFileSync(join(cwd, 'out/tuning.html'), 'utf8')).toContain('<title>TUNED');
  });

  it('finds the sizes that the example scenarios name', async () => {
    const search = async (name: string, ...flags: readonly string[]) => {
      const file = fileURLToPath(new URL(`../../scenarios/${name}.ts`, import.meta.url));
      const { code } = await runBench(['tune', file, '--quiet', '--out', 'out', ...flags], { cwd });
      expect(code).toBe(0);
      return tuningOf().recommendation?.value;
    };
    const managed = ['--strategy', 'semaphore-38', '--slo', 'latency p95 < 8s'];
    expect(await search('managed-api', ...managed, '--max-rate-limited', '2%')).toBe(38);
    const own = ['--strategy', 'semaphore-32', '--slo', 'latency p95 < 7s'];
    expect(await search('self-hosted', ...own)).toBe(27);
    expect(readFileSync(join(cwd, 'out/tuning.html'), 'utf8')).toContain(
      'How far more in flight pays',
    );
  });

  it('tries combinations of several options, the best first', async () => {
    const vary = ['--vary', 'pool.size=2,20', '--vary', 'retry.maxRetries=0,4'];
    const { code } = await tune([...vary, '--max-errors', '2%', '--items', '300']);
    expect(code).toBe(0);
    const { candidates = [] } = tuningOf();
    expect(candidates).toHaveLength(4);
    expect(candidates[0]?.values).toMatchObject({ 'pool.size': 20 });
    expect(candidates[0]?.pareto).toBe(true);
  });

  it('tries the values of a list, and no others', async () => {
    const { code, stdout } = await tune(['--vary', 'retry.jitter=full,none', '--items', '300']);
    expect(code).toBe(0);
    const tried = tuningOf().candidates?.map(({ values }) => values['retry.jitter']);
    expect(tried?.toSorted()).toEqual(['full', 'none']);
    expect(stdout).toContain('pool: retry.jitter full');
  });

  it('exits 12 where no value keeps to the constraints', async () => {
    const { code, stdout } = await tune(['--slo', 'latency p95 < 100ms']);
    expect(code).toBe(12);
    expect(stdout).toContain('No value of pool.size keeps to the constraints');
  });

  it('names all mistakes before anything is sent', async () => {
    const flags = [
      '--slo',
      'p95',
      '--vary',
      'pol.size=1..9',
      '--vary',
      'pool.sice=1..9',
      '--items',
      '5',
    ];
    const { code, stderr } = await tune([...flags, '--strategy', 'nobody']);
    expect(code).toBe(2);
    expect(stderr).toContain('--slo: expected a quantile of latency and its bound, got "p95".');
    expect(stderr).toContain('no strategy "pol"; did you mean "pool"?');
    expect(stderr).toContain('"pool" has no option "sice" that can be varied.');
    expect(stderr).toContain('--strategy: the scenario has no strategy "nobody".');
    expect(stderr).toContain('--items: 5 items cannot show that the constraints hold');
  });
});
