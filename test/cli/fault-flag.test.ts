import { expect, it } from 'vitest';
import { parseFaults } from '../../src/cli/fault-flag.ts';
import { planMock } from '../../src/scenario/target/plan-mock.ts';

it.each([
  ['status=529,rate=0.01', { status: { kind: 'status', status: 529, rate: 0.01 } }],
  ['529:0.01', { status: { kind: 'status', status: 529, rate: 0.01 } }],
  ['529', { status: { kind: 'status', status: 529 } }],
  ['reset:0.05,after-events=3', { reset: { kind: 'reset', rate: 0.05, afterEvents: 3 } }],
  ['reset,after-events=3,every=10', { reset: { kind: 'reset', afterEvents: 3, every: 10 } }],
  [
    'hang, items=0+7, window=10s..20s',
    { hang: { kind: 'hang', items: [0, 7], window: ['10s', '20s'] } },
  ],
  [
    'id=busy,status=429,header.retry-after=5,header.x-should-retry=true',
    {
      busy: {
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '5', 'x-should-retry': 'true' },
      },
    },
  ],
])('reads %s', (flag, expected) => {
  expect(parseFaults([flag])).toEqual(expected);
});

it('tells two faults of one kind apart', () => {
  expect(Object.keys(parseFaults(['status=500', 'status=529', 'fin']))).toEqual([
    'status',
    'status-2',
    'fin',
  ]);
});

it('leaves what is wrong to the check of a scenario', async () => {
  const faults = parseFaults(['status=529,rate=2', 'meteor']);
  await expect(planMock({ faults }, 1)).rejects.toMatchObject({
    mistakes: [
      { path: 'faults.status.rate', message: 'expected a number from 0 to 1, got 2.' },
      { path: 'faults.meteor.kind', message: 'unknown value "meteor".' },
    ],
  });
});
