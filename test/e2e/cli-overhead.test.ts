import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

it('measures simulated requests and schedulers, as JSON', async () => {
  const args = ['overhead', '--requests', '20000', '--json'];
  const { code, stdout } = await runBench(args, { cwd: workFolder() });
  expect(code).toBe(0);
  const { simulated, schedulers } = JSON.parse(stdout);
  expect(simulated.map((row: { in_flight: number }) => row.in_flight)).toEqual([1, 100, 10_000]);
  for (const row of simulated) {
    expect(row).toMatchObject({ requests: 20_000 });
    expect(row.requests_per_s).toBeGreaterThan(1_000);
    expect(row.cpu_us_per_request).toBeGreaterThan(0);
  }
  const names = schedulers.map((row: { scheduler: string }) => row.scheduler);
  expect(names).toEqual(['a loop per slot', 'own slots', 'p-limit', 'p-queue']);
  for (const row of schedulers) expect(row.us_per_task).toBeGreaterThan(0);
});

it("measures the mock server's CPU beside a bare server and without its log, as JSON", {
  timeout: 90_000,
}, async () => {
  const args = ['overhead', '--mock', '--requests', '1000', '--json'];
  const { code, stdout } = await runBench(args, { cwd: workFolder() });
  const { mock } = JSON.parse(stdout);
  const rows = mock.map((row: { reply: string; beside: string }) => [row.reply, row.beside]);
  expect(rows).toEqual([
    ['json', 'bare node:http'],
    ['sse', 'bare node:http'],
    ['json', 'mock without rows'],
  ]);
  const above = mock.filter((row: { ratio: number; goal: number }) => row.ratio > row.goal);
  expect(code).toBe(above.length > 0 ? 10 : 0);
  for (const { ours_us, theirs_us, ratio } of mock) {
    expect(ours_us).toBeGreaterThan(0);
    expect(theirs_us).toBeGreaterThan(0);
    // The median of ratios is near the ratio of medians.
    expect(ratio / (ours_us / theirs_us)).toBeCloseTo(1, 0);
    // Twice its goals: a busy machine adds to either side.
    expect(ratio).toBeLessThan(3);
  }
});
