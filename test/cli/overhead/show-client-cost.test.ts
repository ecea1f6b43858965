import { expect, it } from 'vitest';
import { describeClientCost } from '../../../src/cli/overhead/show-client-cost.ts';

const row = (ratio: number) =>
  ({
    reply: 'json',
    beside: 'undici dispatch',
    ours_us: 110,
    theirs_us: 100,
    ratio,
    goal: 1.25,
  }) as const;

it('says which ratio is above its goal, and what is missing', () => {
  const text = describeClientCost([row(1.1), row(1.4)]);
  expect(text).toMatch(/json +110 µs +undici dispatch 100 µs +1\.10×, goal 1\.25/);
  expect(text).toContain('1.40×, above its goal of 1.25');
  expect(text).toContain('autocannon is not installed');
});
