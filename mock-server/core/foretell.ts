import type { Item } from '../../src/core/item.ts';
import type { MockPlan } from '../../src/core/mock-plan.ts';
import { createRng } from '../../src/core/rng.ts';
import { loads } from '../load/registry.ts';
import { createVariant } from './create-variant.ts';
import { ScriptWriter } from './script.ts';

/** Tells how many output tokens a server of this plan will answer an item with, at the first attempt that it admits. */
export function createForeteller(plan: MockPlan): (item: Item) => number {
  const scripts = new ScriptWriter(plan, createVariant(loads, plan.load));
  const rng = createRng(plan.seed);
  return ({ index, maxTokens }) => {
    const call = { item: index, attempt: 0, retries: 0, stream: false, inputTokens: 0, maxTokens };
    return scripts.write(call, (purpose, of) => of.sample(rng.uniform(purpose, index, 0), 0))
      .outputTokens;
  };
}
