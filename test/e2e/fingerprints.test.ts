import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { evaluateRun } from '../../src/analyze/thresholds/evaluate.ts';
import type { RunResult } from '../../src/core/run-result.ts';
import type { AssertFunction } from '../../src/core/user-code.ts';
import { poisson } from '../../src/index.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { parseRunResult } from '../../src/schema/run-result.ts';
import { runVirtually } from '../helpers/figures/run-virtually.ts';
import { readResult, runBench, workFolder } from '../helpers/run-bench.ts';

/** Virtual time does not have what they ask for. */
const NEEDS_REAL = [
  'scenarios/blocking-call.ts',
  'scenarios/connection-reuse.ts',
  'scenarios/real-api.ts',
];

/** Its libraries have timers of their own, which only the worker of the command line replaces. */
const NEEDS_AMBIENT = ['scenarios/retry-stacking.ts'];

const REMEDY = `an example scenario runs otherwise than before, or there is a new one.
If that is meant, write the fingerprints anew and commit them with the change:
  npx vitest run --project virtual test/e2e/fingerprints.test.ts --update
and its section of scenarios/README.md, by the scenario's name:
  node --conditions=@llm-bench/source test/helpers/figures/write-page.ts NAME`;

/** A whole day takes seconds; its first 20 minutes have the same arrivals. */
function shortened(file: string, scenario: Record<string, unknown>): Record<string, unknown> {
  if (file !== 'scenarios/day.ts') return scenario;
  return { ...scenario, load: poisson({ perSecond: 10, duration: '20min' }) };
}

async function runOnce(file: string): Promise<RunResult> {
  if (!NEEDS_AMBIENT.includes(file)) {
    const scenario = shortened(file, await loadScenario(file));
    const record = await runVirtually(scenario, { file });
    const thresholds = await evaluateRun(record, scenario.assert as AssertFunction | undefined);
    const verdict = { status: 'pass', exitCode: 0, reasons: [] } as const;
    return parseRunResult({ ...record, thresholds, verdict }, file);
  }
  const cwd = workFolder();
  const options = ['--clock', 'virtual', '--seeds', '1', '--quiet', '--out', 'out'];
  await runBench(['run', resolve(file), ...options], { cwd });
  return readResult(join(cwd, 'out'));
}

it('every example runs as its committed fingerprint says, to a result that can be read again and keeps its thresholds', {
  timeout: 120_000,
}, async () => {
  const files = globSync('scenarios/*.ts').filter((file) => !NEEDS_REAL.includes(file));
  const fingerprints: Record<string, string | undefined> = {};
  const failed: unknown[] = [];
  for (const file of files.sort()) {
    const { clock, thresholds = [] } = await runOnce(file);
    fingerprints[file] = clock.fingerprint;
    failed.push(
      ...thresholds.filter(({ verdict }) => verdict !== 'pass').map((row) => ({ file, ...row })),
    );
  }
  expect(failed).toEqual([]);
  const text = `${JSON.stringify(fingerprints, null, 2)}\n`;
  await expect(text, REMEDY).toMatchFileSnapshot('fixtures/fingerprints.json');
});
