import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

it('finds the fingerprint of a run that reads answers, and a wait that virtual time cannot see', async () => {
  const repeatable = 'scenarios/malformed-json.ts';
  const files = [resolve(repeatable), resolve('test/e2e/fixtures/hidden-wait.ts')];
  const { code, stdout } = await runBench(['doctor', '--json', ...files], { cwd: workFolder() });
  const findings: { name: string; status: string; detail: string; hint?: string }[] =
    JSON.parse(stdout);
  const [same, differs] = findings.filter(({ name }) => name.startsWith('fingerprints'));
  const committed = JSON.parse(readFileSync('test/e2e/fixtures/fingerprints.json', 'utf8'));
  expect(same).toMatchObject({
    status: 'ok',
    detail: `${committed[repeatable]} under ring, ring, immediate, tick`,
  });
  expect(differs).toMatchObject({ status: 'fail', hint: expect.stringContaining('clock.hold()') });
  expect(code).toBe(12);
});
