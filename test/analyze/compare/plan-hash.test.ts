import { expect, it } from 'vitest';
import { planHash } from '../../../src/analyze/compare/plan-hash.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { aPlan } from '../../helpers/plan.ts';

const plan = aPlan({ name: 'one', kind: 'sequential', options: {} });

it.each<[string, Partial<Plan>]>([
  ['another seed', { seed: 8, seeds: [8, 9] }],
  ['a cap on what it may cost', { maxCostUsd: 0.5 }],
  ['a server that is billed', { target: { ...plan.target, billed: true } }],
])('%s leaves the work as it is', (_, change) => {
  expect(planHash({ ...plan, ...change })).toBe(planHash(plan));
});

it.each<[string, Partial<Plan>]>([
  ['another model', { target: { ...plan.target, model: 'other' } }],
  ['more items', { workload: { kind: 'count', count: 11, maxTokens: 16 } }],
])('%s is other work', (_, change) => {
  expect(planHash({ ...plan, ...change })).not.toBe(planHash(plan));
});
