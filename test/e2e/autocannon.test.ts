import { createRequire } from 'node:module';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { describe, expect, it } from 'vitest';
import { startApi } from '../helpers/api-server.ts';
import { expectSound } from '../helpers/busy-machine.ts';
import { fixture, readResult, runBench, workFolder } from '../helpers/run-bench.ts';

const { version } = createRequire(import.meta.url)('autocannon/package.json') as {
  version: string;
};

// What another tool does is measured anew each time. When one of these claims fails, the tool was mended: retire the claim.
describe(`beside autocannon ${version}, on ${new Date().toISOString().slice(0, 10)}`, () => {
  it('makes up no samples where autocannon fills in thousands', async () => {
    const server = await startApi((_, response) => setTimeout(() => response.end('ok'), 100));
    const theirs = await autocannon({
      url: server.url,
      connections: 10,
      overallRate: 20,
      duration: 5,
    });
    expect(theirs['2xx']).toBeLessThan(150);
    expect(theirs.latency.totalCount).toBeGreaterThan(1_000);
    // No answer takes less than 100 ms. Where the machine stalls, a longer one is filled in for, from below.
    expect(theirs.latency.p10).toBeLessThan(100);

    const cwd = workFolder();
    const { code } = await runBench(['run', fixture('paced-hundred'), '--out', 'out'], { cwd });
    const result = readResult(join(cwd, 'out'));
    expectSound(code, result);
    const latency = result.strategies[0]?.metrics.latency;
    expect(latency?.count).toBe(100);
    expect(latency?.min_ms).toBeGreaterThanOrEqual(100);
  }, 60_000);

  it('shows exactly the 100 samples of 100 ms when nothing disturbs them', async () => {
    const cwd = workFolder();
    await runBench(['run', fixture('paced-hundred'), '--clock', 'virtual', '--out', 'out'], {
      cwd,
    });
    const latency = readResult(join(cwd, 'out')).strategies[0]?.metrics.latency;
    expect(latency).toMatchObject({ count: 100, min_ms: 100, p50_ms: 100, max_ms: 100 });
  });

  it('does not exit with 0 when every connection breaks, which autocannon reports as a result', async () => {
    const server = await startApi((_, response) => response.socket?.destroy());
    const theirs = await autocannon({ url: server.url, connections: 10, amount: 200 });
    expect(theirs['2xx']).toBe(0);

    const { code } = await runBench(['run', fixture('hopeless'), '--out', 'out'], {
      cwd: workFolder(),
      env: { SERVER_URL: server.url, MY_KEY: 'none' },
    });
    expect(code).toBe(12);
  }, 60_000);
});
