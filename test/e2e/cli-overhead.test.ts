import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

it('measures simulated requests and schedulers, as JSON', { timeout: 30_000 }, async () => {
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
