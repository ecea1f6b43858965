import { expect, it } from 'vitest';
import { constant, custom, defineScenario, keyed, mock, retry } from '../../src/index.ts';
import { runVirtually } from '../helpers/figures/run-virtually.ts';

/** Code that swallows what fails, over four items. */
async function silentFailures(faults: object, seeds: number): Promise<string[]> {
  const scenario = defineScenario({
    target: mock({ latency: constant({ ms: 10 }), faults: { refusal: faults } as never }),
    workload: { count: 4, prompt: (i) => `Question ${i}.`, maxTokens: 8 },
    retry: retry.none(),
    strategies: {
      mine: custom(async ({ items, call }) => {
        for await (const item of items) await call(item).catch(() => '');
      }),
    },
  });
  const { warnings } = await runVirtually(scenario, { seeds });
  return warnings
    .filter(({ code }) => code === 'silent-failures')
    .map(({ message }) => message.split(';', 1)[0] ?? '');
}

const refused = { kind: 'status', status: 400 };

it.each([
  ['one round', refused, 1, ['silent failures: 4']],
  ['equal rounds', refused, 3, ['silent failures: 4 in each of 3 rounds']],
  ['rounds without any', { ...refused, rate: 0 }, 3, []],
])('says of %s only once what happened', async (_, faults, seeds, expected) => {
  expect(await silentFailures(faults, seeds)).toEqual(expected);
});

it('adds up rounds that differ, and says how many they are', async () => {
  const [message, ...others] = await silentFailures({ ...refused, rate: 0.3 }, 20);
  expect(message).toMatch(/^silent failures: \d+ in 1\d of 20 rounds$/);
  expect(others).toEqual([]);
});

it.each([
  ['of one customer', () => 'acme', ['one-key']],
  ['without tags', undefined, ['one-key']],
  ['of two customers', (i: number) => `customer ${i % 2}`, []],
])('says of items %s whether keys kept anything apart: %j', async (_, tag, expected) => {
  const scenario = defineScenario({
    target: mock({ latency: constant({ ms: 10 }) }),
    workload: { count: 4, prompt: (i) => `Question ${i}.`, maxTokens: 8, ...(tag && { tag }) },
    strategies: { mine: keyed({ sizePerKey: 1, total: 2 }) },
  });
  const { warnings } = await runVirtually(scenario);
  expect(warnings.map(({ code }) => code).filter((code) => code === 'one-key')).toEqual(expected);
});
