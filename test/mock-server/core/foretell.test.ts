import { expect, it } from 'vitest';
import { createForeteller } from '../../../mock-server/core/foretell.ts';
import { defineScenario, dualBucket, lognormal, mock } from '../../../src/index.ts';
import { planScenario } from '../../../src/scenario/plan-scenario.ts';
import { runVirtually } from '../../helpers/figures/run-virtually.ts';

it('foretells what the server answers, however often it refuses before', async () => {
  const scenario = defineScenario({
    target: mock({
      limits: { rpm: 60, burst: 5 },
      outputTokens: lognormal({ mean: 256, cv: 0.5 }),
      thinkingTokens: 20,
    }),
    workload: { count: 40, prompt: (i) => `Chapter ${i}.`, maxTokens: 400 },
    strategies: { it: dualBucket({ rpm: 600, burst: 40, estimator: 'oracle' }) },
  });
  const { plan } = await planScenario(scenario, { file: 'scenario.ts', overrides: { seed: 7 } });
  if (!plan.target.mock) throw new Error('the target is a mock');
  const foretell = createForeteller({ ...plan.target.mock, seed: 7 });
  const answered: (number | undefined)[] = [];
  await runVirtually(scenario, {
    seed: 7,
    onRows: (_, rows) => {
      for (const { item, attempts } of rows) answered[item] = attempts.at(-1)?.output_tokens;
    },
  });
  expect(new Set(answered).size).toBeGreaterThan(20);
  expect(answered).toEqual(
    answered.map((_, index) => foretell({ index, prompt: '', maxTokens: 400 })),
  );
});
