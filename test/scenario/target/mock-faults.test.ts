import { expect, it } from 'vitest';
import { mock } from '../../../src/scenario/target/mock.ts';
import { mistakesOf, planOf } from '../scenarios.ts';

it('plans a fault by its kind, with its conditions apart from its options', async () => {
  const faults = {
    overload: { kind: 'status', status: 529, rate: 0.01 },
    'late-reset': { kind: 'reset', afterEvents: 3, window: ['10s', '1min'], items: [0, 7] },
  } as const;
  const { plan } = await planOf({ target: mock({ faults }) });

  expect(plan.target.mock?.faults).toStrictEqual([
    {
      id: 'overload',
      kind: 'status',
      options: { status: 529, headers: {} },
      when: { rate: 0.01 },
    },
    {
      id: 'late-reset',
      kind: 'reset',
      options: { afterEvents: 3 },
      when: { window: [10_000, 60_000], items: [0, 7] },
    },
  ]);
});

it('has no faults unless some are named', async () => {
  const { plan } = await planOf({ target: mock() });
  expect(plan.target.mock?.faults).toStrictEqual([]);
});

it.each([
  [{ a: { kind: 'staus' } }, 'target.faults.a.kind: unknown value "staus"; did you mean "status"?'],
  [
    { a: { kind: 'status', rate: 2 } },
    'target.faults.a.rate: expected a number from 0 to 1, got 2.',
  ],
  [
    { a: { kind: 'status', nth: 0 } },
    'target.faults.a.nth: expected a whole number of at least 1, got 0.',
  ],
  [
    { a: { kind: 'hang', window: ['20s', '10s'] } },
    'target.faults.a.window: expected two durations [from, until], the second one longer, got a list.',
  ],
  [
    { a: { kind: 'hang', items: [-1] } },
    'target.faults.a.items: expected a list of item numbers, from 0, got [-1].',
  ],
  [{ a: { kind: 'hang', status: 500 } }, 'target.faults.a.status: unknown option'],
  [
    { '1': { kind: 'hang' } },
    'target.faults.1: expected a name that starts with a letter, got "1".',
  ],
  [[], 'target.faults: expected faults under their names, got an empty list.'],
])('refuses %j', async (faults, message) => {
  const [first] = await mistakesOf({ target: { kind: 'mock', faults } });
  expect(first).toContain(message);
});
