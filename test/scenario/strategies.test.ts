import { expect, it } from 'vitest';
import { retry, semaphore, sequential } from '../../src/index.ts';
import { mistakesOf, planOf } from './scenarios.ts';

it('leaves to a strategy a retry policy and timeouts of its own, filled in', async () => {
  const { plan } = await planOf({
    retry: retry.none(),
    strategies: {
      plain: sequential(),
      own: { ...semaphore({ size: 5 }), retry: { maxRetries: 3 }, timeouts: { total: '3s' } },
    },
  });
  const [plain, own] = plan.strategies;

  expect(plain).toStrictEqual({ name: 'plain', kind: 'sequential', options: {} });
  expect(own).toMatchObject({
    kind: 'semaphore',
    options: { size: 5 },
    retry: { maxRetries: 3, base: 1_000, jitter: 'full' },
    timeouts: { connect: 10_000, total: 3_000 },
  });
  expect(own?.options).not.toHaveProperty('retry');
});

it('names the strategy whose own policy is wrong, beside its other mistakes', async () => {
  const mistakes = await mistakesOf({
    strategies: {
      fast: { kind: 'semaphore', size: 0, retry: { jitter: 'fulll' }, timeouts: { total: '60' } },
    },
  });

  expect(mistakes.filter((line) => !line.startsWith(' '))).toEqual([
    'strategies.fast.size: expected a whole number of at least 1, got 0.',
    'strategies.fast.retry.jitter: unknown value "fulll"; did you mean "full"?',
    'strategies.fast.timeouts.total: expected a duration, got "60".',
  ]);
});
