import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

const scenario = fileURLToPath(new URL('../../scenarios/blocking-call.ts', import.meta.url));

it('says that the client itself was the bottleneck, of which strategy, and what to do', {
  timeout: 60_000,
}, async () => {
  const { code, stdout } = await runBench(['run', scenario, '--quiet'], { cwd: workFolder() });
  expect(code).toBe(12);
  expect(stdout).toMatch(/^! invalid/);
  expect(stdout).toMatch(/client-bound: strategy "blocking": the event loop was blocked/);
  expect(stdout).not.toContain('client-bound: strategy "free"');
});
