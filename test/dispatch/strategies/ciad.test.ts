import { expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { ciad } from '../../../src/dispatch/strategies/ciad.ts';
import { OK } from '../../helpers/fake-client.ts';
import { BUSY } from '../../helpers/starts-of.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

const rule = { initial: 10, ratio: 0.9, cut: 'each', windowed: false } as const;

it.each([
  ['all', BUSY, 9],
  ['host', BUSY, 9],
  ['endpoint', BUSY, 10],
  ['host', { kind: 'rate-limited', status: 429, message: 'no' } as Outcome, 10],
  ['endpoint', { kind: 'server-error', status: 500, message: 'no' } as Outcome, 9],
  ['host', { kind: 'server-error', status: 500, message: 'no' } as Outcome, 10],
  ['all', { kind: 'client-error', status: 400, message: 'no' } as Outcome, 10],
] as const)('with scope %s has after one %o %d at once', async (scope, failure, next) => {
  const { client } = await runVirtually({
    strategy: ciad.create({ ...rule, scope }),
    work: 40,
    service: (item) => (item === 0 ? 50 : 100),
    outcome: (item) => (item === 0 ? failure : OK),
  });
  // Item 0 ends alone, at 50 ms: its slot is given on, unless the limit has fallen below the 9 that run.
  expect(client.requests.filter(({ at }) => at < 100)).toHaveLength(next === 10 ? 11 : 10);
});

it('has no highest limit, so nobody can say how many connections it needs', () => {
  expect(ciad.width({ ...rule, scope: 'all' })).toBeUndefined();
});
