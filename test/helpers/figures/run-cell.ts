import type { Workload } from '../../../src/core/item.ts';
import type { Plan } from '../../../src/core/plan.ts';
import type { Figures } from './figures-of.ts';
import { figuresOf } from './figures-of.ts';
import { runPlanned } from './run-planned.ts';

/** Runs a cell of the table: a plan with its one strategy. Loads nothing that checks scenarios. */
export async function runCell(plan: Plan): Promise<Figures> {
  const code = { custom: new Map() };
  const { strategies } = await runPlanned({ plan, workload: reviews(plan.workload.count), code });
  const [result] = strategies;
  if (!result) throw new Error('the run has no result');
  return figuresOf(result);
}

/** The prompt of each item in the table. */
export const promptOf = (index: number) => `Classify review ${index}.`;

export const MAX_TOKENS = 64;

/** What a scenario's `workload: { count, prompt, maxTokens }` opens. */
function reviews(count = 0): Workload {
  return {
    count,
    *items() {
      for (let index = 0; index < count; index++) {
        yield { index, prompt: promptOf(index), maxTokens: MAX_TOKENS };
      }
    },
  };
}
