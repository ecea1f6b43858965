import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fixture, readResult, runBench, strategyNamed, workFolder } from '../helpers/run-bench.ts';

const scenario = fileURLToPath(new URL('../../scenarios/blocking-call.ts', import.meta.url));

it('says that the client itself was the bottleneck, of which strategy, and what to do', async () => {
  const cwd = workFolder();
  const { code, stdout } = await runBench(['run', scenario, '--quiet', '--out', 'out'], { cwd });
  expect(code).toBe(12);
  expect(stdout).toMatch(/^! invalid/);
  const { health = [], verdict } = readResult(join(cwd, 'out'));
  const said = /^client-bound: strategy "(.*?)": the event loop was blocked/;
  const named = verdict.reasons.map(({ message }) => said.exec(message)?.[1]);
  expect(named).toContain('blocking');
  const [free = 0, blocking = 0] = health.map(({ generator }) => generator?.loop_blocked_ms ?? 0);
  // A busy machine holds up the other one, too, but never for as long.
  expect(free).toBeLessThan(blocking / 2);
  // Nobody is named who was held up for less than a tenth of a second.
  expect(named.includes('free') && free <= 100).toBe(false);
});

it('a loop that is blocked for 500 ms makes the items of an open load 400 ms late and more, and is told', async () => {
  const cwd = workFolder();
  const args = ['run', fixture('blocked-load'), '--quiet', '--out', 'out'];
  expect((await runBench(args, { cwd })).code).toBe(12);
  const result = readResult(join(cwd, 'out'));
  expect(result.verdict.reasons.map(({ code }) => code)).toContain('client-bound');
  const { lag, latency, counts } = strategyNamed(result, 'gather').metrics;
  expect(counts).toMatchObject({ scheduled: 200, completed: 200 });
  expect(lag?.max_ms).toBeGreaterThanOrEqual(400);
  // Nobody asked later because of it: who waited counts from when it was due.
  expect(latency?.max_ms).toBeGreaterThanOrEqual(400);
});
