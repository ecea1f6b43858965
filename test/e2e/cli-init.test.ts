import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

it('writes a scenario that runs as it is in a project of its own, and leaves one alone that is there', async () => {
  const cwd = workFolder();
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(project, join(cwd, 'node_modules/llm-bench'));
  const wrote = await runBench(['init', 'scenarios/my-calls.ts'], { cwd });
  expect(wrote).toMatchObject({ code: 0, stderr: '' });
  expect(wrote.stdout).toBe(
    'wrote scenarios/my-calls.ts; now: npx bench run scenarios/my-calls.ts --clock virtual\n',
  );
  const run = ['run', 'scenarios/my-calls.ts', '--clock', 'virtual', '--out', 'out', '--json'];
  const { code, stdout } = await runBench(run, { cwd });
  expect(code).toBe(0);
  const names = JSON.parse(stdout).strategies.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['sequential', 'semaphore-5', 'semaphore-10', 'semaphore-20', 'waves']);

  const before = readFileSync(join(cwd, 'scenarios/my-calls.ts'), 'utf8');
  const again = await runBench(['init', 'scenarios/my-calls.ts'], { cwd });
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('scenarios/my-calls.ts is there already; it was left alone.');
  expect(readFileSync(join(cwd, 'scenarios/my-calls.ts'), 'utf8')).toBe(before);
});
