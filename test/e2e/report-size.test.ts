import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

const FIVE = `
  a: { kind: 'sequential' },
  b: { kind: 'gather' },
  c: { kind: 'semaphore', size: 8 },
  d: { kind: 'workers', size: 16 },
  e: { kind: 'waves', size: 10 },`;

/** Five strategies fit into a mail; more requests than rows are kept of make a report little larger. */
it.each([
  ['five strategies with 100 requests', 100, FIVE, 400_000],
  ['250,000 requests', 250_000, "pool: { kind: 'workers', size: 100 }", 1_500_000],
])('the report of %s is small', { timeout: 90_000 }, async (_, count, strategies, most) => {
  const cwd = workFolder({
    'a.ts': `export default {
      target: { kind: 'mock', latency: { kind: 'lognormal', median: '2s', sigma: 0.6 } },
      workload: { count: ${count}, prompt: (i) => 'Question ' + i },
      strategies: {${strategies} },
    };`,
  });
  const args = ['run', 'a.ts', '--clock', 'virtual', '--quiet', '--out', 'out'];
  const { code, stderr } = await runBench(args, { cwd });
  expect(code, stderr).toBe(0);
  const { size } = statSync(join(cwd, 'out', 'report.html'));
  expect(size).toBeGreaterThan(50_000);
  expect(size).toBeLessThanOrEqual(most);
});
