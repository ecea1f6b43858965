import { expect, it } from 'vitest';
import { Limiter } from '../../../mock-server/limits/limiter.ts';
import { rpm } from '../../helpers/mock-plan.ts';

it('takes nothing from any limit when one refuses', () => {
  const limiter = new Limiter([rpm(60, 5), rpm(60, 1)], 0);
  expect(limiter.admit(0)).toBeUndefined();
  expect(limiter.admit(0)).toBeDefined();
  expect(limiter.states(0).map(({ remaining }) => remaining)).toEqual([4, 0]);
});

it('names the first limit that refuses and the longest wait', () => {
  const fast = rpm(60, 1);
  const slow = rpm(6, 1);
  const limiter = new Limiter([fast, slow], 0);
  limiter.admit(0);
  expect(limiter.admit(0)).toEqual({ limit: fast, wait: 10_000 });
});

it('counts 48.99999 refilled tokens as 48 and never shows less than 0', () => {
  const limiter = new Limiter([rpm(50)], 0);
  for (let request = 0; request < 50; request++) limiter.admit(0);
  expect(limiter.states(48 * 1_200 + 1_199)[0]?.remaining).toBe(48);
  expect(limiter.states(49 * 1_200)[0]?.remaining).toBe(49);
  expect(limiter.states(0)[0]?.remaining).toBe(0);
});
