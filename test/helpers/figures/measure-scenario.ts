import { basename } from 'node:path';
import { BenchError } from '../../../src/core/errors.ts';
import { loadScenario } from '../../../src/scenario/load-scenario.ts';
import { figuresOf } from './measure.ts';
import type { ScenarioFigures } from './page.ts';
import { runVirtually } from './run-virtually.ts';

const SEEDS = 10;

/** Runs of so many items take seconds each. */
const MANY_ITEMS = 100_000;

/** Runs a scenario file as the command does that the page shows. */
export async function measureScenario(file: string): Promise<ScenarioFigures> {
  const scenario = await loadScenario(file);
  const name = basename(file, '.ts');
  const question = String(scenario.question);
  const seeds = countOf(scenario.workload) > MANY_ITEMS ? 1 : SEEDS;
  try {
    const { strategies } = await runVirtually(scenario, { file, seeds });
    const measured = strategies.map((result) => ({ name: result.name, ...figuresOf(result) }));
    return { name, question, seeds, strategies: measured };
  } catch (error) {
    const needsReal = error instanceof BenchError && error.code === 'CLOCK_NEEDS_REAL';
    if (!needsReal) throw error;
    return { name, question, seeds: 0, strategies: [] };
  }
}

function countOf(workload: unknown): number {
  const known = typeof workload === 'object' && workload !== null && 'count' in workload;
  return known ? Number(workload.count) : 0;
}
