import { expect, it } from 'vitest';
import { cubicRate } from '../../../src/dispatch/strategies/cubic-rate.ts';
import { OK } from '../../helpers/fake-client.ts';
import { runVirtually } from '../../helpers/strategy-run.ts';

it('cubic-rate starts everything at once until a 429, then at most one in 2 s while nothing was measured', async () => {
  const { client } = await runVirtually({
    strategy: cubicRate.create({ size: 3, retries: 'fifo' }),
    work: 3,
    retry: { maxRetries: 1, base: 0 },
    outcome: (item, attempt) =>
      item === 2 && attempt === 0 ? { kind: 'rate-limited', status: 429, message: 'no' } : OK,
  });
  expect(client.requests.map(({ at }) => at)).toEqual([0, 0, 0, 2_100]);
});

it('cubic-rate needs a connection for each item at once', () => {
  expect(cubicRate.width({ size: 9, retries: 'fifo' })).toBe(9);
});
