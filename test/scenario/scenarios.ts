import type { Item } from '../../src/core/item.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { planScenario } from '../../src/scenario/plan-scenario.ts';
import type { MockOptions } from '../../src/scenario/target/mock.ts';
import { mock } from '../../src/scenario/target/mock.ts';

/** The smallest scenario that has nothing wrong. */
const FINE = {
  target: { kind: 'mock' },
  workload: ['Say hello.'],
  strategies: { one: { kind: 'sequential' } },
};

/** Plans the smallest scenario with some fields of one's own, as if it stood in `folder`. */
export function planOf(fields: object, folder = 'scenarios') {
  return planScenario({ ...FINE, ...fields }, { file: `${folder}/x.ts` });
}

/** The plan of a mock server with these options. */
export async function mockPlanOf(options: MockOptions): Promise<MockPlan> {
  const { plan } = await planOf({ target: mock(options) });
  if (plan.target.mock === undefined) throw new Error('a mock target holds the plan of its mock');
  return plan.target.mock;
}

/** What is wrong with a scenario: `path: message` and, indented, the hint. */
export async function mistakesOf(fields: object, folder?: string): Promise<string[]> {
  const error: unknown = await planOf(fields, folder).catch((reason: unknown) => reason);
  if (!(error instanceof Error && 'mistakes' in error)) return [];
  const mistakes = error.mistakes as { path: string; message: string; hint?: string }[];
  return mistakes.flatMap(({ path, message, hint }) => [
    `${path}: ${message}`,
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ]);
}

/** All items of a workload. */
export async function itemsOf(workload: unknown, folder?: string) {
  const planned = await planOf({ workload }, folder);
  const items: Item[] = [];
  for await (const item of planned.workload.items()) items.push(item);
  return items;
}
