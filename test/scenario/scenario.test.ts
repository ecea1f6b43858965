import { expect, expectTypeOf, it } from 'vitest';
import {
  anthropic,
  csv,
  curve,
  defineScenario,
  lognormal,
  mock,
  pacing,
  retry,
  semaphore,
  sequential,
  sweep,
} from '../../src/index.ts';

it('returns the very object that it got', () => {
  const scenario = defineScenario({
    target: mock({ latency: { kind: 'lognormal', mean: '2s', cv: 0.35 }, limits: { rpm: 50 } }),
    workload: { count: 100, prompt: (i) => `Classify review ${i.toFixed()}.`, maxTokens: 256 },
    retry: retry({ maxRetries: 2, retryAfter: 'exact' }),
    timeouts: { connect: '5s', total: 60_000 },
    strategies: {
      sequential: sequential(),
      ...sweep('semaphore', [5, 10], (size) => semaphore({ size })),
    },
  });

  expect(Object.keys(scenario.strategies)).toEqual(['sequential', 'semaphore-5', 'semaphore-10']);
});

it('builds plain data', () => {
  expect(semaphore({ size: 5 })).toEqual({ kind: 'semaphore', size: 5 });
  expect(lognormal({ mean: '2s' })).toEqual({ kind: 'lognormal', mean: '2s' });
  expect(mock()).toEqual({ kind: 'mock' });
});

it('refuses at compile time what it would refuse when it runs', () => {
  // @ts-expect-error no such option
  semaphore({ sise: 5 });
  // @ts-expect-error not a number
  semaphore({ size: '5' });
  // @ts-expect-error rpm has no default
  pacing();
  // @ts-expect-error no such word
  retry({ retryAfter: 'exactly' });
  // @ts-expect-error a duration needs a unit
  mock({ rejectLatency: '60' });
  // @ts-expect-error no such latency model
  mock({ latency: { kind: 'normal', mean: '2s' } });
  // @ts-expect-error pairs
  curve({ points: [1, 82] });
  // @ts-expect-error keys are read from the environment
  anthropic({ apiKey: 'x' });
  // @ts-expect-error a column or a prompt
  csv({ path: 'a.csv' });

  expectTypeOf(semaphore).parameter(0).toExtend<{ size?: number } | undefined>();
});
