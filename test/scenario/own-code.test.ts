import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/core/item.ts';
import { custom } from '../../src/scenario/custom.ts';
import { json } from '../../src/scenario/expect/json.ts';
import { text } from '../../src/scenario/expect/text.ts';
import { planScenario } from '../../src/scenario/plan-scenario.ts';

const item: Item = { index: 3, prompt: 'Hi.', maxTokens: 16 };
const run = async () => {};

function plan(more: object) {
  const scenario = {
    target: { kind: 'mock' },
    workload: ['Hi.'],
    strategies: { own: custom(run) },
  };
  return planScenario({ ...scenario, ...more }, { file: 'scenarios/own.ts' });
}

describe("a scenario's own functions", () => {
  it('stay beside the plan, which is plain data', async () => {
    const task = async () => 'done';
    const planned = await plan({ task, expect: json({ repair: 'extract' }) });
    expect(planned.plan).toMatchObject({
      strategies: [{ name: 'own', kind: 'custom', options: {} }],
      task: true,
      expect: { kind: 'json', options: { schema: false, repair: 'extract' } },
    });
    expect(JSON.parse(JSON.stringify(planned.plan))).toEqual(planned.plan);
    expect(planned.code.custom.get('own')).toBe(run);
    expect(planned.code.task).toBe(task);
  });

  it.each([
    ['text that is there', text('yes'), 'oh yes', undefined],
    ['text that is not', text('yes'), 'no', 'the answer does not match yes'],
    ['a pattern', text(/^(yes|no)$/g), 'no', undefined],
    ['a pattern that does not fit', text(/^no$/), 'nope', 'the answer does not match /^no$/'],
    ['a function that says true', () => true, 'x', undefined],
    ['one that says false', () => false, 'x', 'the answer is not what was expected'],
    ['one that says why', (a: string, i: Item) => `${a} of ${i.index}`, 'x', 'x of 3'],
  ])('check answers: %s', async (_, expectation, answer, wrong) => {
    const { code } = await plan({ expect: expectation });
    expect(code.check?.(answer, item)).toBe(wrong);
  });

  it('are refused when they are no functions', async () => {
    await expect(plan({ task: 'later', strategies: { own: { kind: 'custom' } } })).rejects.toThrow(
      'scenarios/own.ts has 2 mistakes; nothing was sent.',
    );
  });
});
