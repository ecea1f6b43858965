import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixture, readResult, runBench, strategyNamed, workFolder } from '../helpers/run-bench.ts';

/** Most that a machine without time may add: what blocks a client or a server for each such prompt takes longer. */
const MOST_STALLED = 300;

// Other clients read through a buffer that stalls a stream behind a long prompt, or tell a token before it is waited for.
it('times the first token of a 5 MB prompt within 5 % of the 4 s that the mock takes, and never below', async () => {
  const cwd = workFolder();
  await runBench(['run', fixture('large-bodies'), '--quiet', '--out', 'out'], { cwd });

  const result = readResult(join(cwd, 'out'));
  const { ttft, tokens, server } = strategyNamed(result, 'one').metrics;
  const { generator, mock } = result.health?.[0] ?? {};
  const stalled = (generator?.loop_max_ms ?? 0) + (mock?.loop_max_ms ?? 0);

  expect(tokens.output).toBe(50_000);
  expect(ttft?.min_ms).toBeGreaterThanOrEqual(4_000);
  // What stands still for a moment adds to it.
  expect(ttft?.max_ms).toBeLessThanOrEqual(4_200 + Math.min(stalled, MOST_STALLED));
  expect(server?.faster_than_server).toBe(0);
});
