import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from '../../../src/core/run-result.ts';
import { loadScenario } from '../../../src/scenario/load-scenario.ts';
import { figuresOf } from './figures-of.ts';
import type { ScenarioFigures } from './page.ts';

const SEEDS = 10;

/** Runs of so many items take seconds each. */
const MANY_ITEMS = 100_000;

/** Exit code of a mistake, such as virtual time for what needs connections. */
const REFUSED = 2;

/** Runs a scenario by the command that the page shows. */
export async function measureScenario(name: string): Promise<ScenarioFigures> {
  const file = `scenarios/${name}.ts`;
  const scenario = await loadScenario(file);
  const question = String(scenario.question);
  const seeds = countOf(scenario.workload) > MANY_ITEMS ? 1 : SEEDS;
  const { status, stdout, stderr } = runCommand(file, seeds);
  if (status === REFUSED && stderr.includes('needs the real clock')) {
    return { name, question, seeds: 0, strategies: [] };
  }
  // A run in which every item fails has figures, too.
  if (stdout === '') throw new Error(`${file}: ${stderr}`);
  const { strategies } = JSON.parse(stdout) as RunResult;
  const measured = strategies.map((result) => ({ name: result.name, ...figuresOf(result) }));
  return { name, question, seeds, strategies: measured };
}

function runCommand(file: string, seeds: number) {
  const out = mkdtempSync(join(tmpdir(), 'llm-bench-'));
  try {
    const bench = ['--conditions=@llm-bench/source', 'test/helpers/bench.ts', 'run', file];
    const flags = [
      '--clock',
      'virtual',
      '--seeds',
      String(seeds),
      '--json',
      '--quiet',
      '--out',
      out,
    ];
    return spawnSync(process.execPath, [...bench, ...flags], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      timeout: 600_000,
      killSignal: 'SIGKILL',
    });
  } finally {
    rmSync(out, { recursive: true });
  }
}

function countOf(workload: unknown): number {
  const known = typeof workload === 'object' && workload !== null && 'count' in workload;
  return known ? Number(workload.count) : 0;
}
