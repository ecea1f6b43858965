import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fixture, readResult, workFolder } from '../helpers/run-bench.ts';

const ENTRY = fileURLToPath(new URL('../helpers/impatient-run.ts', import.meta.url));

it('ends a run that an endless chain of promises keeps from its next event, and keeps what was measured', () => {
  const cwd = workFolder();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@llm-bench/source', ENTRY, fixture('endless'), 'out'],
    { cwd, encoding: 'utf8', timeout: 60_000 },
  );
  expect(stderr).toContain(
    'error The run gave no sign of life for 5 s of real time; it was ended.',
  );
  expect(stderr).toContain('hint look for a loop without a sleep in the scenario');
  expect(status).toBe(12);
  const { complete, strategies } = readResult(join(cwd, 'out'));
  expect(complete).toBe(false);
  expect(strategies.map(({ name, metrics }) => [name, metrics.counts.completed])).toEqual([
    ['sequential', 3],
  ]);
});
