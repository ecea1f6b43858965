import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMockProcess } from '../../src/cli/mock-process.ts';
import type { Tuning } from '../../src/core/tuning.ts';
import { planMock } from '../../src/scenario/target/plan-mock.ts';
import { fixture, runBench, workFolder } from '../helpers/run-bench.ts';

it('records a server, searches on its mock, and tries the best for real', async () => {
  const options = {
    latency: { kind: 'lognormal', median: 30, sigma: 0.3 },
    limits: { rpm: 12_000, burst: 30 },
  };
  const api = await startMockProcess(await planMock(options, 3));
  onTestFinished(() => api.close());
  const cwd = workFolder();
  const flags = ['--confirm', '1', '--max-rate-limited', '2%', '--quiet', '--out', 'out'];
  const env = { API_URL: api.url, ANTHROPIC_API_KEY: 'mock' };
  const { code, stdout } = await runBench(['tune', fixture('tunable'), ...flags], { cwd, env });
  expect(code).toBe(0);
  const tuning: Tuning = JSON.parse(readFileSync(join(cwd, 'out/tuning.json'), 'utf8'));
  const { recommendation, little, confirmations = [], clock } = tuning;
  expect(clock).toBe('virtual');
  // What it knows of the server are its replies: 200 a second × about 31 ms, or more on a busy machine.
  expect(little).toMatchObject({ limit_per_s: 200, from: 'limits' });
  const size = little?.size ?? 0;
  expect(size).toBeGreaterThan(5.5);
  expect(Math.abs((recommendation?.value ?? 0) - size)).toBeLessThan(0.2 * size + 1);
  expect(confirmations).toHaveLength(1);
  expect(confirmations[0]?.items).toBe(300);
  expect(stdout).toContain('predicted');
});
