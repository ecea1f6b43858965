import { expect, it } from 'vitest';
import { goodputSentence } from '../../src/render/goodput.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

it('tells the rate and the share of every strategy, and what could not be measured', () => {
  const run = aRun([
    aStrategy({ name: 'pool', metrics: { goodput_per_s: 4.83, attained: 0.97 } }),
    aStrategy({ name: 'blind' }),
  ]);
  const plan = { ...run.plan, slo: { latency: 2_000, ttft: 200 } };
  expect(goodputSentence({ ...run, plan })).toBe(
    'goodput within latency 2.00 s, ttft 200 ms: pool 4.83/s (97 %) · blind –',
  );
});

it('says nothing where no limits are set', () => {
  expect(goodputSentence(aRun())).toBeUndefined();
});
