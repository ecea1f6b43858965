import { describe, expect, it } from 'vitest';
import { parseVary } from '../../../src/analyze/tune/vary.ts';
import { defaultKnob, findKnob, settingFor, turned } from '../../../src/cli/tune/knob.ts';
import type { Plan, StrategyPlan } from '../../../src/core/plan.ts';
import { aRun } from '../../helpers/a-run.ts';
import { NO_RETRY } from '../../helpers/strategy-run.ts';

const strategies: readonly StrategyPlan[] = [
  { name: 'own', kind: 'custom', options: {} },
  { name: 'pool', kind: 'semaphore', options: { size: 10, scope: 'item' }, retry: NO_RETRY },
  { name: 'paced', kind: 'pacing', options: { rpm: 50, size: 10 } },
  { name: 'other', kind: 'semaphore', options: { size: 20, scope: 'item' } },
];
const plan: Plan = { ...aRun().plan, strategies };
const find = (text: string, names: readonly string[] = []) => {
  const vary = parseVary(text);
  if (!vary) throw new Error(text);
  return findKnob(vary, plan, names);
};

describe('findKnob', () => {
  it('finds an option by the name of a strategy, or by its kind', () => {
    expect(find('pool.size=1..9')).toMatchObject({ strategy: 'pool', option: 'size' });
    expect(find('semaphore.size=1..9')).toMatchObject({ strategy: 'pool' });
    expect(find('retry.maxRetries=0..9')).not.toHaveProperty('strategy');
  });

  it('finds words of a choice, and of the retry policy', () => {
    expect(find('pool.scope=item,attempt')).toMatchObject({ values: ['item', 'attempt'] });
    expect(find('retry.retryAfter=exact,floor+20%')).toMatchObject({ option: 'retryAfter' });
  });

  it('looks only among the strategies that are compared', () => {
    expect(find('semaphore.size=1..9', ['other'])).toMatchObject({ strategy: 'other' });
    expect(find('paced.rpm=1..9', ['pool', 'other'])).toMatchObject({
      message: '--strategy names no strategy "paced".',
      hint: 'known: pool, other.',
    });
  });

  it.each([
    ['pol.size=1..9', 'the scenario has no strategy "pol"; did you mean "pool"?'],
    ['pool.sice=1..9', '"pool" has no option "sice" that can be varied.'],
    ['pool.scope=1..9', 'scope is never 1.'],
    ['pool.scope=item,job', 'scope is never job.'],
    ['pool.size=0..9', 'size is a number of at least 1, not 0.'],
    ['pool.size=many', 'size is a number of at least 1, not many.'],
    ['retry.jitter=full,wild', 'jitter is never wild.'],
    ['retry.budget=grpc', 'retry has no option "budget" that can be varied.'],
    ['own.size=1..9', '"own" (custom) cannot be asked in a closed loop.'],
  ])('refuses %s', (text, message) => {
    expect(find(text)).toMatchObject({ message });
  });
});

describe('a setting', () => {
  const [, pool] = strategies;
  if (!pool) throw new Error('the plan of this test has it');
  const setting = settingFor(plan, pool);

  it('has the policies of its strategy', () => {
    expect(setting.retry).toBe(NO_RETRY);
    expect(setting.timeouts).toBe(plan.timeouts);
  });

  it('is turned by its own options and by those of all, not by another strategy’s', () => {
    const texts = ['pool.size=1..9', 'paced.rpm=1..9', 'retry.maxRetries=0..9'];
    const [size, rpm, retries] = texts.map((text) => find(text));
    if (!size || !rpm || !retries || 'message' in size || 'message' in rpm || 'message' in retries)
      throw new Error('these are options');
    expect(turned(setting, size, 7).strategy.options).toEqual({ size: 7, scope: 'item' });
    expect(turned(setting, rpm, 7)).toBe(setting);
    expect(turned(setting, retries, 7).retry).toEqual({ ...NO_RETRY, maxRetries: 7 });
  });
});

it('turns the size of the first strategy that has one, unless it is told', () => {
  expect(defaultKnob(plan, [])).toMatchObject({ path: 'pool.size', values: { from: 1, to: 256 } });
  expect(defaultKnob(plan, ['paced'])).toMatchObject({ path: 'paced.size' });
  expect(defaultKnob(plan, ['own'])).toBeUndefined();
});
